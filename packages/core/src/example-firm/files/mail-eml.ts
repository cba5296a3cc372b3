/** A plain e-mail as programs save it. `at` is an RFC 5322 date. */
export function mailEml({
  from,
  to,
  subject,
  at,
  text,
}: Record<'from' | 'to' | 'subject' | 'at' | 'text', string>): Uint8Array {
  const word = `=?utf-8?B?${Buffer.from(subject).toString('base64')}?=`
  const head = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: ${word}`,
    `Date: ${at}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
  ]
  return Buffer.from(`${head.join('\r\n')}\r\n\r\n${text.replaceAll('\n', '\r\n')}\r\n`)
}
