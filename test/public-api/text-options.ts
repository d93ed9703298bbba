import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import * as ts from 'typescript';

/** A place in the public API that takes text, or anything. */
export interface TextPlace {
  /** The interface with options, or the class and method with arguments. */
  readonly owner: string;
  /** The option, or the position of the argument; with what is inside of it. */
  readonly path: readonly (string | number)[];
  /** Whether it takes text alone. */
  readonly isText: boolean;
}

const ROOT = resolve(__dirname, '../..');
const INDEX = join(ROOT, 'src/index.ts');

/** A place in the public API that takes an environment, or several. */
export interface EnvironmentPlace extends Pick<TextPlace, 'owner' | 'path'> {
  /** Whether it takes a name as well. */
  readonly takesName: boolean;
}

/** Every place of the public API that takes text or anything: options of exported interfaces, and arguments of exported classes. Modules of the library are left out. */
export function textPlaces(): TextPlace[] {
  return places(placesIn);
}

/** Every place of the public API that takes an environment. Modules of the library are left out. */
export function environmentPlaces(): EnvironmentPlace[] {
  return places(environmentsIn);
}

type Find<T> = (type: ts.TypeNode | undefined, path: readonly (string | number)[]) => T[];

function places<T extends object>(find: Find<T>): Array<T & { readonly owner: string }> {
  const declarations = exportedDeclarations();
  const interfaces = new Map(declarations.filter(ts.isInterfaceDeclaration).map((declaration) => [declaration.name.text, declaration]));
  const ofInterfaces = [...interfaces].flatMap(([owner, declaration]) => membersOf(declaration, interfaces).flatMap((member) => (
    find(member.type, [member.name.getText()]).map((place) => ({ owner, ...place })))));
  const ofClasses = declarations.filter(ts.isClassDeclaration).flatMap((declaration) => (
    declaration.members.filter(isCallable).filter(isPublic).flatMap((member) => {
      const name = ts.isConstructorDeclaration(member) ? 'constructor' : member.name.getText();
      return member.parameters.flatMap(({ type }, index) => find(type, [index]).map((place) => ({ owner: `${declaration.name!.text}.${name}`, ...place })));
    })));
  return [...ofInterfaces, ...ofClasses];
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, true);
}

/** What the index exports, but for the classes of the library, which are generated. */
function exportedDeclarations(): ts.Statement[] {
  return parse(INDEX).statements.filter(ts.isExportDeclaration).flatMap(({ moduleSpecifier, exportClause }) => {
    const file = (moduleSpecifier as ts.StringLiteral).text;
    if (exportClause && ts.isNamespaceExport(exportClause)) return [];
    const names = exportClause && exportClause.elements.map(({ name }) => name.text);
    return parse(join(dirname(INDEX), `${file}.ts`)).statements.filter((statement) => {
      if (!ts.isInterfaceDeclaration(statement) && !ts.isClassDeclaration(statement)) return false;
      return isExported(statement) && (names?.includes(statement.name?.text ?? '') ?? true);
    });
  });
}

function isExported(declaration: ts.Declaration): boolean {
  return hasModifier(declaration, ts.SyntaxKind.ExportKeyword);
}

function isCallable(member: ts.ClassElement): member is ts.MethodDeclaration | ts.ConstructorDeclaration {
  return ts.isMethodDeclaration(member) || ts.isConstructorDeclaration(member);
}

function isPublic(member: ts.MethodDeclaration | ts.ConstructorDeclaration): boolean {
  const isHidden = hasModifier(member, ts.SyntaxKind.PrivateKeyword) || hasModifier(member, ts.SyntaxKind.ProtectedKeyword);
  return !isHidden && !(member.name?.getText() ?? '').startsWith('_');
}

function hasModifier(declaration: ts.Declaration, kind: ts.SyntaxKind): boolean {
  return ts.canHaveModifiers(declaration) && (ts.getModifiers(declaration) ?? []).some((modifier) => modifier.kind === kind);
}

function membersOf(declaration: ts.InterfaceDeclaration, all: ReadonlyMap<string, ts.InterfaceDeclaration>): ts.PropertySignature[] {
  const inherited = (declaration.heritageClauses ?? []).flatMap(({ types }) => types.flatMap(({ expression }) => {
    const parent = all.get(expression.getText());
    return parent ? membersOf(parent, all) : [];
  }));
  return [...inherited, ...declaration.members.filter(ts.isPropertySignature)];
}

function placesIn(type: ts.TypeNode | undefined, path: readonly (string | number)[]): Array<Omit<TextPlace, 'owner'>> {
  if (type === undefined) return [];
  if (type.kind === ts.SyntaxKind.StringKeyword) return [{ path, isText: true }];
  if (type.kind === ts.SyntaxKind.AnyKeyword) return [{ path, isText: false }, { path: [...path, 'inside', 0], isText: false }];
  if (ts.isTypeOperatorNode(type) || ts.isParenthesizedTypeNode(type)) return placesIn(type.type, path);
  if (ts.isArrayTypeNode(type)) return placesIn(type.elementType, [...path, 0]);
  if (ts.isUnionTypeNode(type)) return type.types.slice(-1).flatMap((each) => placesIn(each, path));
  if (ts.isTypeLiteralNode(type)) return type.members.filter(ts.isIndexSignatureDeclaration).flatMap((member) => placesIn(member.type, [...path, 'KEY']));
  return [];
}

function environmentsIn(type: ts.TypeNode | undefined, path: readonly (string | number)[]): Array<Omit<EnvironmentPlace, 'owner'>> {
  if (type === undefined) return [];
  if (ts.isTypeOperatorNode(type) || ts.isParenthesizedTypeNode(type)) return environmentsIn(type.type, path);
  if (ts.isArrayTypeNode(type)) return environmentsIn(type.elementType, [...path, 0]);
  if (!ts.isUnionTypeNode(type)) return type.getText() === 'Environment' ? [{ path, takesName: false }] : [];
  const takesName = type.types.some(({ kind }) => kind === ts.SyntaxKind.StringKeyword);
  return type.types.flatMap((each) => environmentsIn(each, path)).map((place) => ({ ...place, takesName }));
}
