/**
 * Compiles the schemas with Ajv and makes the result small and free of imports: no `new Function`, no Ajv at run
 * time, one call instead of one object literal per possible fault, and a pointer that is a plain string.
 *
 * Ajv's output is rewritten by text, so every rewrite ends in an assertion that nothing it should have caught is left;
 * a test holds the result to Ajv itself over generated mutations.
 */
import { Ajv2020 } from 'ajv/dist/2020.js'
import standaloneCode from 'ajv/dist/standalone/index.js'

const HEAD = `// @ts-nocheck
// Written by scripts/generate.mjs from the schemas under schemas/. Do not edit.

/** What is wrong: definition names the schema definition whose own keyword failed, where it has a name. */
export interface Fault {
  readonly pointer: string
  readonly keyword: string
  readonly definition: string
  readonly expected: string
}
export type Validator = (data: unknown, pointer?: string) => boolean

let last: Fault | undefined

/** The fault that the last validator found that returned false. Synchronous code only: the next one replaces it. */
export function lastFault(): Fault | undefined {
  return last
}

function fault(pointer, index, member = '') {
  const [keyword, definition, expected] = FAULTS[index]
  return { pointer, keyword, definition, expected: expected + member }
}

function refuse(pointer, index, member) {
  last = fault(pointer, index, member)
  return false
}

/** The length in code points, which is what JSON Schema counts. */
function codePoints(text) {
  let count = 0
  for (let index = 0; index < text.length; index++, count++) {
    const unit = text.charCodeAt(index)
    if (unit >= 0xd800 && unit < 0xdc00 && (text.charCodeAt(index + 1) & 0xfc00) === 0xdc00) index++
  }
  return count
}
`

const TYPES = {
  string: 'a string',
  object: 'an object',
  array: 'an array',
  integer: 'an integer',
  boolean: 'a boolean',
}

export function compileValidators(rows, definitions) {
  const ajv = new Ajv2020({
    strict: true,
    allowUnionTypes: true,
    strictRequired: false,
    strictTuples: false,
    strictTypes: false,
    messages: false,
    // Definitions that are one keyword or four are compiled in place, the others once as a function.
    inlineRefs: false,
    validateFormats: false,
    code: { source: true, esm: true, lines: true, optimize: 2 },
  })
  // Neither is used by the profile's schemas, and both cost code in every function.
  ajv.opts.unevaluated = false
  ajv.opts.dynamicRef = false

  const byId = new Map()
  const add = (id, schema) => {
    const shared = JSON.parse(JSON.stringify(schema).replace(/"#\/\$defs\/([^"]+)"/g, '"def:$1"'))
    byId.set(id, shared)
    ajv.addSchema({ ...shared, $id: id })
  }
  for (const [name, definition] of Object.entries(definitions)) add(`def:${name}`, definition)
  for (const { document } of rows) {
    const { $defs, ...root } = document
    add(document.$id, root)
  }
  const exportsById = Object.fromEntries(rows.map(({ type, document }) => [`validate${type}`, document.$id]))
  const code = shrink(standaloneCode.default(ajv, exportsById), byId)
  const names = rows.map(({ type }) => `  ${type}: validate${type},`)
  const references = rows.map(
    ({ type, document, digestSRI }) =>
      `  ${type}: { id: ${JSON.stringify(document.$id)}, type: 'JsonSchema', digestSRI: ${JSON.stringify(digestSRI)} },`,
  )
  return `${HEAD}${code}
export const VALIDATORS: { readonly [type in keyof typeof SCHEMA_REFERENCES]: Validator } = {\n${names.join('\n')}\n}

/** Digests of the exact bytes of the schema files. */
export const SCHEMA_REFERENCES = {\n${references.join('\n')}\n} as const
`
}

/**
 * Validation ends at the first fault, so outside of `if` and `then` (which count errors of their own) Ajv's error
 * counters never move: the code that reads them is taken out.
 */
function simplify(code) {
  if (!code.startsWith('function validate')) return code
  const counts = /\berrors\+\+/.test(code)
  const passed = code
    .replace(/if\(!\((validate\d+\(.*\))\)\)\{\nvErrors = .*\nerrors = vErrors\.length;\n\}/g, 'if(!$1) return false;')
    .replace(/^validate\d+\.errors = \[fault\((.*)\)\];\nreturn false;$/gm, 'return refuse($1);')
    .replace(/^return (refuse\(.*\));\nbreak;$/gm, 'return $1;')
  // The first error is the one inside of `then`; the last one only says that `then` failed.
  if (counts) return passed.replace(/^validate\d+\.errors = vErrors;$/gm, 'last = vErrors?.[0];')
  return passed
    .replace(/^let vErrors = null;\nlet errors = 0;\n/m, '')
    .replace(/^const _errs\d+ = errors;\n/gm, '')
    .replace(/^if\((?:errors === _errs\d+|_errs\d+ === errors|errors === 0|valid\d+)\)\{$/gm, '{')
    .replace(/^else \{\nvar valid\d+ = true;\n\}\n/gm, '')
    .replace(/^(?:var|let) valid\d+ = (?:_errs\d+ === errors|true);\n/gm, '')
    .replace(/^if\(!valid\d+\)\{\nbreak;\n\}\n/gm, '')
    .replace(/^validate\d+\.errors = vErrors;\nreturn errors === 0;$/m, 'return true;')
}

function shrink(source, byId) {
  const literals = new Map(
    [...source.matchAll(/^const (schema\d+) = (\{.*\});$/gm)].map((m) => [m[1], JSON.parse(m[2])]),
  )
  const constants = []
  /** What can be wrong, each once: keyword, definition, expectation. */
  const faults = []
  const constant = (expression) => {
    const index = constants.indexOf(expression)
    return `constant${index < 0 ? constants.push(expression) - 1 : index}`
  }
  const lookup = (path) => {
    const [name, ...members] = path.split('.')
    return members.reduce((value, member) => value[member], literals.get(name))
  }
  let current = ''
  let code = source
    .replace(/^"use strict";\n/, '')
    .replace(/^export (?:default|const validate\w+ = validate\d+;).*\n/gm, (line) =>
      line.startsWith('export default') ? '' : line,
    )
    .replace(/^const schema\d+ = .*\n/gm, '')
    .replace(/^const func\d+ = .*\n/gm, '')
    .replace(/func\d+\.call\((schema[\w.]+), (key\d+)\)/g, (_, path, key) => {
      return `${constant(`new Set(${JSON.stringify(Object.keys(lookup(path)))})`)}.has(${key})`
    })
    // A text has at most as many code points as code units, so most texts need no counting.
    .replace(/func\d+\((data\d*)\) > (\d+)/g, '($1.length > $2 && codePoints($1) > $2)')
    .replace(/func\d+\((data\d*)\) < 1\b/g, '$1.length < 1')
    .replace(/\{instancePath="", parentData, parentDataProperty, rootData=data\}=\{\}/g, 'pointer = ""')
    .replace(/\{instancePath(?::(.*?))?,parentData\b.*?,rootData\}/g, (_, path) =>
      (path ?? 'instancePath').replace('instancePath', 'pointer'),
    )

  const describe = ({ schemaPath, keyword, params }) => {
    // `#/…` is inside the schema of this function, `def:name/…` inside a definition compiled in place.
    const located = /^(#|def:\w+#?)(\/.*)$/.exec(schemaPath)
    if (located === null) throw new Error(`unexpected path ${schemaPath} for ${keyword}`)
    const [, base, fragment] = located
    const id = base === '#' ? current : base.replace('#', '')
    const segments = fragment
      .split('/')
      .slice(1)
      .map((s) => decodeURIComponent(s).replaceAll('~1', '/').replaceAll('~0', '~'))
    if (keyword !== 'false schema') segments.pop()
    let schema = byId.get(id)
    for (const segment of segments) schema = schema[segment]
    const definition = segments.length === 0 && id.startsWith('def:') ? id.slice(4) : ''
    const text = () => {
      if (keyword === 'additionalProperties') return JSON.stringify('no member of this name')
      if (keyword === 'false schema') return JSON.stringify('nothing here')
      const limit = /^\{limit: (\d+)\}$/.exec(params)?.[1] ?? /limit: (\d+)/.exec(params)?.[1]
      if (keyword === 'items') return JSON.stringify(`at most ${limit ?? /\d+/.exec(params)[0]} elements`)
      const unit = { Items: 'elements', Length: 'characters', Properties: 'members' }[keyword.slice(3)]
      if (unit !== undefined)
        return JSON.stringify(`at ${keyword.startsWith('min') ? 'least' : 'most'} ${limit} ${unit}`)
      if (keyword === 'const') return JSON.stringify(JSON.stringify(schema.const))
      if (keyword === 'enum') return JSON.stringify(schema.enum.join(', '))
      return JSON.stringify(schema.description ?? TYPES[schema.type] ?? keyword)
    }
    const row = JSON.stringify([keyword, definition, keyword === 'required' ? 'the member ' : JSON.parse(text())])
    const index = faults.indexOf(row)
    const number = index < 0 ? faults.push(row) - 1 : index
    return keyword === 'required' ? `${number}, ${/missingProperty: ([^}]+)/.exec(params)[1]}` : number
  }
  code = code
    .split('\n')
    .map((line) => {
      const opened = /\/\*# sourceURL="([^"]+)" \*\/;/.exec(line)
      if (opened) {
        current = opened[1]
        return ''
      }
      return line.replace(
        /\{instancePath(?::(.*?))?,schemaPath:"([^"]*)",keyword:"([^"]*)",params:(\{.*?\})\}(?=[\];])/g,
        (_, path, schemaPath, keyword, params) => {
          const at = (path ?? 'instancePath').replace('instancePath', 'pointer')
          const pointer =
            keyword === 'additionalProperties'
              ? `${at} + "/" + pointerToken(${/additionalProperty: (\w+)/.exec(params)[1]})`
              : at
          return `fault(${pointer}, ${describe({ schemaPath, keyword, params })})`
        },
      )
    })
    .join('\n')
    .replace(/\n{2,}/g, '\n')
    .replace(/schema\d+(?:\.\w+)+/g, (path) => constant(JSON.stringify(lookup(path))))

  code = code
    .split(/^(?=function validate)/m)
    .map(simplify)
    .join('')

  for (const left of [
    'instancePath',
    'schemaPath',
    'require(',
    'params:',
    'parentData',
    'rootData',
    'sourceURL',
    'evaluated',
    '.errors',
  ]) {
    const at = code.indexOf(left)
    if (at >= 0) throw new Error(`unexpected output of Ajv: ${code.slice(Math.max(0, at - 80), at + 80)}`)
  }
  if (/\b(?:func|schema)\d+\b/.test(code)) throw new Error("Ajv's output has another shape than expected")
  return `
function pointerToken(member) {
  return member.replaceAll('~', '~0').replaceAll('/', '~1')
}
const FAULTS = [\n${faults.map((row) => `  ${row},`).join('\n')}\n]
${constants.map((expression, index) => `const constant${index} = ${expression};`).join('\n')}
${code}`
}
