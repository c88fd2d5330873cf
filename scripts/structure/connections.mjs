// @ts-check
// The wall around `fetcher` that imports cannot show: what opens a connection without being imported. And, in every file
// of the repository, what would let a connection go on to a server that did not prove its name.
import ts from 'typescript'
import { isValueReference, memberName, openSource } from './source-names.mjs'

/** @typedef {import('./pure-syntax.mjs').Violation} Violation */

/** Globals that open connections, in Node or in browsers. */
const CONNECTING_GLOBALS = new Set(
  'fetch WebSocket EventSource XMLHttpRequest RTCPeerConnection WebTransport importScripts'.split(' '),
)
/** Members that open connections, or give the built-in modules without an import, whatever object they are read from. */
const CONNECTING_MEMBERS = new Set(['sendBeacon', 'getBuiltinModule', 'binding', ...CONNECTING_GLOBALS])
/** Objects that have the globals as members. */
const GLOBAL_OBJECTS = new Set(['globalThis', 'global', 'window', 'self'])

const CONNECTS = 'connections are opened in packages/fetcher alone'
const UNPROVEN = 'a server proves its name by its certificate, everywhere and always'

/**
 * Lists where a shipped file opens a connection by a global.
 *
 * It checks every name that the file does not bind itself, and members of `globalThis`, `process` and `navigator`. It does
 * not follow values through calls. Imports are the matter of the rule `only-fetcher-connects`.
 *
 * @param {{ file: string, text: string }} source
 * @returns {Violation[]}
 */
export function findConnections({ file, text }) {
  const { sourceFile, isGlobal, lineOf } = openSource(text)
  /** @type {Violation[]} */
  const violations = []
  /** @param {ts.Node} node */
  const report = (node) => {
    const found = node.getText(sourceFile).slice(0, 80)
    violations.push({ rule: 'connection', file, line: lineOf(node), found, why: CONNECTS })
  }

  /** @param {ts.Identifier} node a global that has other globals as members, or the members that matter */
  const checkHolder = (node) => {
    const { parent } = node
    const isMember = ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)
    if (isMember && parent.expression === node) {
      const name = memberName(parent)
      if (name === undefined ? GLOBAL_OBJECTS.has(node.text) : CONNECTING_MEMBERS.has(name)) report(parent)
      return
    }
    if (ts.isVariableDeclaration(parent) && ts.isObjectBindingPattern(parent.name)) {
      for (const element of parent.name.elements) {
        const name = memberName(element)
        const rest = element.dotDotDotToken !== undefined
        if (rest || name === undefined || CONNECTING_MEMBERS.has(name)) report(element)
      }
      return
    }
    // Under another name it would be out of sight.
    if (GLOBAL_OBJECTS.has(node.text) && !ts.isTypeOfExpression(parent)) report(node)
  }

  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isIdentifier(node) && isValueReference(node) && isGlobal(node)) {
      if (CONNECTING_GLOBALS.has(node.text) && !ts.isTypeOfExpression(node.parent)) report(node)
      else if (GLOBAL_OBJECTS.has(node.text) || node.text === 'process' || node.text === 'navigator') checkHolder(node)
    }
    ts.forEachChild(node, visit)
  }
  visit(sourceFile)
  return violations
}

/**
 * Lists where a file, of whatever kind, would take a certificate that proves nothing (THREAT-145).
 *
 * @param {{ file: string, text: string, shipped: boolean }} source `shipped`: not a test, so that it has no reason to name
 *   the environment variable that switches certificates off
 * @returns {Violation[]}
 */
export function findTlsOptOuts({ file, text, shipped }) {
  // Nearly every file: nothing to parse for.
  if (!/rejectUnauthorized|checkServerIdentity|insecureHTTPParser|TLS_REJECT/.test(text)) return []
  const { sourceFile, lineOf } = openSource(text)
  /** @type {Violation[]} */
  const violations = []
  /** @param {ts.Node} node */
  const report = (node) => {
    const found = node.getText(sourceFile).slice(0, 80)
    violations.push({ rule: 'certificate', file, line: lineOf(node), found, why: UNPROVEN })
  }
  /** What each option may be set to; nothing at all where there is no value. */
  const allowed = new Map([
    ['rejectUnauthorized', ts.SyntaxKind.TrueKeyword],
    ['insecureHTTPParser', ts.SyntaxKind.FalseKeyword],
    ['checkServerIdentity', undefined],
  ])

  /** @param {ts.Node} node @returns {string | undefined} the name of an option that this node sets */
  const optionOf = (node) => {
    if (ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node) || ts.isMethodDeclaration(node)) {
      const { name } = node
      return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined
    }
    if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined
    return memberName(node.left)
  }

  /** @param {ts.Node} node */
  const visit = (node) => {
    const option = optionOf(node)
    if (option !== undefined && allowed.has(option)) {
      const value = ts.isPropertyAssignment(node)
        ? node.initializer
        : ts.isBinaryExpression(node)
          ? node.right
          : undefined
      if (value === undefined || value.kind !== allowed.get(option)) report(node)
    }
    const name = ts.isStringLiteralLike(node) || ts.isIdentifier(node) ? node.text : undefined
    if (shipped && name === 'NODE_TLS_REJECT_UNAUTHORIZED') report(node)
    ts.forEachChild(node, visit)
  }
  visit(sourceFile)
  return violations
}
