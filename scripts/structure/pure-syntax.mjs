// @ts-check
// The wall that imports cannot show: clocks, randomness, network and the process are globals. Over the sources of floors
// 0-3 every name that a file does not declare itself must stand on a list, so that a global nobody thought of is refused.
import { builtinModules } from 'node:module'
import ts from 'typescript'
import { isValueReference, memberName, openSource } from './source-names.mjs'

/** @typedef {{ rule: string, file: string, line: number, found: string, why: string }} Violation */

/** Pure parts of the language and of the platform, the same in Node and in browsers. Everything else is refused. */
const ALLOWED_GLOBALS = new Set(
  `undefined NaN Infinity isNaN isFinite parseInt parseFloat encodeURIComponent decodeURIComponent encodeURI decodeURI
   Object Array String Number Boolean BigInt Symbol Map Set WeakMap WeakSet Promise RegExp JSON Proxy Reflect Iterator
   Error TypeError RangeError SyntaxError AggregateError EvalError URIError
   ArrayBuffer DataView Uint8Array Uint8ClampedArray Uint16Array Uint32Array Int8Array Int16Array Int32Array
   Float32Array Float64Array BigInt64Array BigUint64Array
   TextEncoder TextDecoder URL URLSearchParams structuredClone atob btoa`.split(/\s+/),
)

/** Globals that are good for some members only. As a bare value they are refused: an alias would escape this rule. */
const ALLOWED_MEMBERS = /** @type {Readonly<Record<string, ReadonlySet<string>>>} */ ({
  Date: new Set(['UTC', 'parse', 'prototype']),
  Math: new Set(Object.getOwnPropertyNames(Math).filter((name) => name !== 'random')),
  crypto: new Set(['subtle']),
  console: new Set(),
})

/** Members that bring randomness, code from text, or the machine's zone and language, whatever object they are read from. */
const REFUSED_MEMBERS = new Map([
  ...['getRandomValues', 'randomUUID', 'randomBytes', 'randomInt', 'randomFill', 'randomFillSync', 'pseudoRandomBytes']
    .concat(['generateKey', 'generateKeySync', 'generateKeyPair', 'generateKeyPairSync', 'generateKeys', 'webcrypto'])
    .map((name) => /** @type {const} */ ([name, 'randomness is an argument, supplied from floor 4 up'])),
  .../** @type {const} */ (['localeCompare', 'toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']).map(
    (name) => /** @type {const} */ ([name, 'its result depends on the language of the machine']),
  ),
  ...['toLocaleLowerCase', 'toLocaleUpperCase'].map(
    (name) => /** @type {const} */ ([name, 'its result depends on the language of the machine']),
  ),
  ...['getTimezoneOffset', 'getFullYear', 'getMonth', 'getDate', 'getDay', 'getHours', 'getMinutes', 'getSeconds']
    .concat(['setFullYear', 'setMonth', 'setDate', 'setHours', 'setMinutes', 'toDateString', 'toTimeString'])
    .map((name) => /** @type {const} */ ([name, 'its result depends on the time zone of the machine'])),
  ['constructor', 'through it any object leads to Function, which runs text as code'],
  ['__proto__', 'it changes what an object inherits'],
])

const BUILTINS = new Set(builtinModules.map((name) => name.replace(/^node:/, '')))

/**
 * Lists what a file of floors 0-3 does that a pure file may not.
 *
 * It checks every name that the file does not bind itself, `Date`, `Math` and `crypto` member by member, members that
 * are never pure, imports of Node built-ins, dynamic imports and `import.meta`. It does not follow values through calls:
 * what a library does inside is shown by the run in which the globals throw.
 *
 * @param {{ file: string, text: string, platform?: boolean }} source `platform`: the file is `src/platform/node.ts`,
 *   which may import Node built-ins and use `Buffer`
 * @returns {Violation[]}
 */
export function findImpurities({ file, text, platform = false }) {
  const { sourceFile, isGlobal, lineOf } = openSource(text)

  /** @type {Violation[]} */
  const violations = []
  /** @param {string} rule @param {ts.Node} node @param {string} why */
  const report = (rule, node, why) => {
    violations.push({ rule, file, line: lineOf(node), found: node.getText(sourceFile).slice(0, 80), why })
  }

  /** @param {ts.Identifier} node */
  const checkDate = (node) => {
    const { parent } = node
    if (ts.isNewExpression(parent) && parent.expression === node) {
      const [only, ...more] = parent.arguments ?? []
      if (only === undefined || ts.isSpreadElement(only)) report('clock', parent, 'the time is an argument: now')
      else if (more.length > 0) report('zone', parent, 'several arguments are read in the time zone of the machine')
      return
    }
    if (ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword) return
    report('clock', parent, 'Date is for `new Date(value)`, Date.UTC and Date.parse; the time is an argument: now')
  }

  /** @param {ts.Identifier} node */
  const checkGlobal = (node) => {
    const { parent } = node
    const members = ALLOWED_MEMBERS[node.text]
    if (members !== undefined) {
      const member =
        (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) && parent.expression === node
      const read = member ? memberName(parent) : undefined
      if (read !== undefined && members.has(read)) return
      if (node.text === 'Date') return checkDate(node)
      return report(
        'global',
        member ? parent : node,
        `of ${node.text} only ${[...members].slice(0, 5).join(', ') || 'nothing'} is pure`,
      )
    }
    if (ALLOWED_GLOBALS.has(node.text) || (platform && node.text === 'Buffer')) return
    report('global', node, 'it is not on the list of pure globals')
  }

  /** @param {ts.Expression | undefined} specifier @param {ts.Node} node */
  const checkSpecifier = (specifier, node) => {
    if (specifier === undefined || !ts.isStringLiteralLike(specifier)) return
    const plain = specifier.text.replace(/^node:/, '')
    const builtin = specifier.text.startsWith('node:') || BUILTINS.has(plain)
    if (!builtin) return
    if (!platform) report('builtin', node, 'Node built-ins are imported in src/platform/node.ts, behind #platform')
    else if (ts.isImportDeclaration(node) && node.importClause !== undefined) {
      const bindings = node.importClause.namedBindings
      if (node.importClause.name !== undefined || (bindings !== undefined && ts.isNamespaceImport(bindings))) {
        report('builtin', node, 'import from a built-in by name, so that a reader sees what is used')
      }
    }
  }

  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isIdentifier(node)) {
      if (isValueReference(node) && isGlobal(node)) checkGlobal(node)
    } else if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      const typeOnly = ts.isImportDeclaration(node) ? node.importClause?.isTypeOnly : node.isTypeOnly
      if (!typeOnly) checkSpecifier(node.moduleSpecifier, node)
      if (
        ts.isImportDeclaration(node) &&
        node.importClause?.namedBindings &&
        ts.isNamedImports(node.importClause.namedBindings)
      ) {
        for (const element of node.importClause.namedBindings.elements) {
          const why = REFUSED_MEMBERS.get((element.propertyName ?? element.name).text)
          if (why !== undefined && !element.isTypeOnly) report('member', element, why)
        }
      }
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      const [specifier] = node.arguments
      if (specifier !== undefined && ts.isStringLiteralLike(specifier)) checkSpecifier(specifier, node)
      else report('dynamic-import', node, 'what a pure package loads is known before it runs')
    } else if (ts.isMetaProperty(node) && node.keywordToken === ts.SyntaxKind.ImportKeyword) {
      report('import-meta', node, 'it names a place in the file system or on the network')
    } else if (ts.isImportEqualsDeclaration(node)) {
      report('builtin', node, 'imports are ES module imports')
    }
    const member = memberName(node)
    const why = member === undefined ? undefined : REFUSED_MEMBERS.get(member)
    if (why !== undefined) report('member', node, why)
    ts.forEachChild(node, visit)
  }
  visit(sourceFile)
  return violations
}
