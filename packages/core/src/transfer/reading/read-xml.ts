import sax from 'sax'
import { unreadable } from './sheet.js'

/** What happens while a part of a workbook is read; names come without their prefix. */
export interface XmlEvents {
  readonly open?: (name: string, attribute: (name: string) => string | undefined) => void
  readonly close?: (name: string) => void
  readonly text?: (text: string) => void
}

/**
 * Reads XML piece by piece. Throws `core.import-unreadable` for what is no sound XML, and for a document type: no entity
 * but the five of XML itself is known. After each piece `between` may hand on what has come together.
 */
export async function* readXml<T>(
  source: AsyncIterable<Uint8Array>,
  events: XmlEvents,
  between: () => Iterable<T>,
): AsyncGenerator<T> {
  const parser = sax.parser(true, STRICT)
  parser.onerror = () => {
    throw unreadable('file')
  }
  parser.ondoctype = () => {
    throw unreadable('file')
  }
  parser.onopentag = ({ name, attributes }) =>
    events.open?.(bare(name), (wanted) => (attributes as Record<string, string>)[wanted])
  parser.onclosetag = (name) => events.close?.(bare(name))
  parser.ontext = (text) => events.text?.(text)
  parser.oncdata = (text) => events.text?.(text)

  const decoder = new TextDecoder('utf-8')
  for await (const chunk of source) {
    parser.write(decoder.decode(chunk, { stream: true }))
    yield* between()
  }
  parser.write(decoder.decode()).close()
  yield* between()
}

// The library's types do not know this option: no entity but the five of XML itself.
const STRICT: object = { strictEntities: true }

const bare = (name: string): string => name.slice(name.indexOf(':') + 1)
