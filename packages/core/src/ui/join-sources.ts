/** Style sheets one after another, without comments and needless space. Strings keep theirs. */
export function joinStyles(sources: readonly string[]): string {
  return sources
    .map((source) =>
      source
        .replace(/\/\*[\s\S]*?\*\//g, '')
        .replace(/\s+/g, ' ')
        .replace(/ ?([{};,]) ?/g, '$1')
        .replace(/: /g, ':')
        .replace(/;}/g, '}')
        .trim(),
    )
    .join('\n')
}

/**
 * Modules of one folder as one module: their imports of each other fall away, so names at their top level are unique and
 * the order of the files is an order of need. Whole-line comments and indentation are left out; no text of a module may
 * span lines.
 */
export function joinModules(sources: readonly string[]): string {
  return sources
    .flatMap((source) => source.replace(/^import [^;]*? from '\.\/[^']+'$/gms, '').split('\n'))
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^(\/\/|\/\*\*|\*( |\/|$))/.test(line))
    .join('\n')
}
