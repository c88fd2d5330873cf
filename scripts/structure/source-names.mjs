// @ts-check
// What the names in one source mean, as far as the source alone tells: for rules about globals, which imports cannot show.
import ts from 'typescript'

/** @param {ts.Node} node @returns {boolean} whether the identifier is read as a value, and not a name in a type or a label */
export function isValueReference(node) {
  const { parent } = node
  if (ts.isShorthandPropertyAssignment(parent)) return true
  if (ts.isExportSpecifier(parent)) {
    return parent.parent.parent.moduleSpecifier === undefined && (parent.propertyName ?? parent.name) === node
  }
  // The name of a declaration, a member or an import reads nothing.
  const { name, propertyName } = /** @type {{ name?: ts.Node, propertyName?: ts.Node }} */ (parent)
  if (name === node || propertyName === node) return false
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false
  return !isInType(node)
}

/** @param {ts.Node} start @returns {boolean} types disappear: what they name is not read, `typeof fetch` and brands included */
function isInType(start) {
  if (ts.isPartOfTypeNode(start)) return true
  for (let node = start.parent; node !== undefined; node = node.parent) {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return true
    if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true
    if (ts.isExpression(node) || ts.isStatement(node)) return false
  }
  return false
}

/** @param {ts.Declaration} declaration @returns {boolean} `declare const fetch` and the like give a global a local name */
function isAmbient(declaration) {
  for (let node = /** @type {ts.Node} */ (declaration); node !== undefined; node = node.parent) {
    if (ts.canHaveModifiers(node) && ts.getModifiers(node)?.some((it) => it.kind === ts.SyntaxKind.DeclareKeyword)) {
      return true
    }
    if (ts.isSourceFile(node)) return node.isDeclarationFile
  }
  return false
}

/** @param {ts.Node} node @returns {string | undefined} the member's name when it can be read from the source */
export function memberName(node) {
  if (ts.isPropertyAccessExpression(node)) return node.name.text
  if (ts.isElementAccessExpression(node) && ts.isStringLiteralLike(node.argumentExpression)) {
    return node.argumentExpression.text
  }
  if (ts.isBindingElement(node) && node.parent !== undefined && ts.isObjectBindingPattern(node.parent)) {
    const name = node.propertyName ?? node.name
    return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined
  }
  return undefined
}

/**
 * Reads one source by itself: nothing that it imports is looked at, and no library is known.
 *
 * @param {string} text
 * @returns {{ sourceFile: ts.SourceFile, isGlobal: (node: ts.Identifier) => boolean, lineOf: (node: ts.Node) => number }}
 *   `isGlobal`: whether a name comes from outside the file
 */
export function openSource(text) {
  const options = {
    noLib: true,
    noResolve: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    types: [],
  }
  const name = '/source.ts'
  const sourceFile = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true)
  const host = /** @type {ts.CompilerHost} */ ({
    getSourceFile: (path) => (path === name ? sourceFile : undefined),
    getDefaultLibFileName: () => 'lib.d.ts',
    writeFile: () => {},
    getCurrentDirectory: () => '/',
    getCanonicalFileName: (path) => path,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    fileExists: (path) => path === name,
    readFile: () => undefined,
  })
  const checker = ts.createProgram([name], options, host).getTypeChecker()

  /** @param {ts.Identifier} node @returns {boolean} whether the name comes from outside the file */
  const isGlobal = (node) => {
    const { parent } = node
    const symbol = ts.isShorthandPropertyAssignment(parent)
      ? checker.getShorthandAssignmentValueSymbol(parent)
      : ts.isExportSpecifier(parent)
        ? checker.getExportSpecifierLocalTargetSymbol(parent)
        : checker.getSymbolAtLocation(node)
    const declarations = symbol?.declarations?.filter((it) => it.getSourceFile() === sourceFile) ?? []
    return declarations.every(isAmbient)
  }

  return {
    sourceFile,
    isGlobal,
    lineOf: (node) => sourceFile.getLineAndCharacterOfPosition(node.getStart(sourceFile)).line + 1,
  }
}
