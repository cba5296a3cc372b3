import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createTransport } from 'nodemailer'
import type { ClosingPort } from './mail-port.js'
import { outgoing } from './outgoing.js'

/** Mail for practice: one `.eml` file per message, named by its message id, in a folder that any mail program opens. */
export function folderPort(folder: string): ClosingPort {
  const transport = createTransport({
    streamTransport: true,
    buffer: true,
    newline: 'windows',
    disableFileAccess: true,
    disableUrlAccess: true,
  })

  return {
    describes: folder,
    async send(message, handingOver) {
      const { message: bytes } = await transport.sendMail(await outgoing(message))
      const name = `${message.messageId.replace(/[^\w.-]+/g, '_')}.eml`
      await mkdir(folder, { recursive: true })
      await handingOver()
      await writeFile(join(folder, `${name}.part`), bytes as Buffer)
      await rename(join(folder, `${name}.part`), join(folder, name))

      return { state: 'done', answer: { response: name } }
    },
    close: () => transport.close(),
  }
}
