import {
  create,
  createToken,
  forgetFailures,
  generatedPassword,
  givePassword,
  hashPassword,
  type Host,
  judgePassword,
  Operator,
  operator,
  refuseFields,
  Role,
  takeFactor,
} from '@berberis/core'
import { atConsole, type Console, withHost } from '../open-host.js'
import { firstLine, needed, word } from '../read-args.js'
import { fill } from '../texts.js'

/** `operator create | reset-password | unlock | remove-second-factor | create-token <login>`; what is made stands in the trail as "console". */
export async function operators(console: Console): Promise<number> {
  const { args } = console
  const commands: Readonly<Record<string, (console: Console, login: string) => Promise<number>>> = {
    create: createOperator,
    'reset-password': resetPassword,
    unlock,
    'remove-second-factor': removeFactor,
    'create-token': newToken,
  }
  const command = commands[word(args, 1, 'create | reset-password | unlock | remove-second-factor | create-token')]
  if (!command) {
    console.say(console.texts.unknownCommand, { command: args.words.join(' ') })
    return 1
  }

  return command(console, word(args, 2, 'login').toLowerCase())
}

async function createOperator(console: Console, login: string): Promise<number> {
  const { args, texts, say } = console
  const name = needed(args, 'name')
  const wanted = needed(args, 'role')
  const password = await chosenPassword(console, { login, name })
  const hash = await hashPassword(password)

  return withHost(console, async (host) =>
    atConsole(host, async (ctx) => {
      const roles = await Role.query(ctx.db).orderBy('id')
      const role = roles.find((one) => one.key === wanted || one.name === wanted)
      if (!role) {
        say(texts.noRole, { role: wanted, roles: roles.map((one) => one.name).join(', ') })
        return 1
      }
      const { id } = await create(ctx, operator, { login, name, kind: 'person', locale: ctx.locale, roleId: role.id })
      await givePassword(ctx, await Operator.query(ctx.db).findById(id).throwIfNotFound(), { hash })
      say(texts.created, { login, password: shown(console, password) })
      return 0
    }),
  )
}

async function resetPassword(console: Console, login: string): Promise<number> {
  return forOperator(console, login, async (host, row) => {
    // Typed and hashed first: others would wait for a transaction that waits for a keyboard.
    const password = await chosenPassword(console, row)
    const hash = await hashPassword(password)
    await atConsole(host, (ctx) => givePassword(ctx, row, { hash }))
    return fill(console.texts.passwordReset, { login, password: shown(console, password) })
  })
}

async function unlock(console: Console, login: string): Promise<number> {
  return forOperator(console, login, async (host) => {
    await atConsole(host, (ctx) => forgetFailures(ctx, login))
    return fill(console.texts.unlocked, { login })
  })
}

/** For whoever lost phone and recovery codes when nobody else may help him: the last Administrator. */
async function removeFactor(console: Console, login: string): Promise<number> {
  return forOperator(console, login, async (host, row) => {
    if (row.totpConfirmedAt === null) return fill(console.texts.noFactor, { login })
    await atConsole(host, (ctx) => takeFactor(ctx, row))
    return fill(console.texts.factorRemoved, { login })
  })
}

async function newToken(console: Console, login: string): Promise<number> {
  const { name, expires } = console.args.options
  const wanted = {
    name: typeof name === 'string' ? name : 'console',
    readOnly: console.args.options['read-only'] === true,
    ...(typeof expires === 'string' && { expiresOn: expires }),
  }
  return forOperator(console, login, async (host, row) => {
    const made = await atConsole(host, (ctx) => createToken(ctx, row.id, wanted))
    return fill(console.texts.token, { login, token: made.token })
  })
}

async function forOperator(
  console: Console,
  login: string,
  work: (host: Host, row: Operator) => Promise<string>,
): Promise<number> {
  const said = await withHost(console, async (host) => {
    const row = await Operator.query(host.kernel.db).findOne({ login })
    return row ? work(host, row) : null
  })
  if (said === null) console.say(console.texts.noOperator, { login })
  else console.say(said)
  return said === null ? 1 : 0
}

/** Generated, or the first line of standard input, which is judged like anybody's. */
async function chosenPassword({ args }: Console, whose: { login: string; name: string }): Promise<string> {
  if (args.options['stdin'] !== true) return generatedPassword()
  const password = await firstLine(process.stdin)
  const refused = await judgePassword(password, whose)
  if (refused.length > 0) throw refuseFields(refused)

  return password
}

function shown({ args }: Console, password: string): string {
  return args.options['stdin'] === true ? '•••' : password
}
