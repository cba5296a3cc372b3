/** RFC 6266: what a browser does with bytes, and what it calls them: a name in ASCII for old readers, the real one encoded. */
export function disposition(how: 'inline' | 'attachment', name: string): string {
  const plain = name.normalize('NFKD').replace(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )

  return `${how}; filename="${plain}"; filename*=UTF-8''${encoded}`
}
