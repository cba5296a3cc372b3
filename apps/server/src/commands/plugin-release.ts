import { readFile, writeFile } from 'node:fs/promises'
import { hostname, userInfo } from 'node:os'
import { resolve } from 'node:path'
import {
  actorById,
  approveProof,
  bringProof,
  corePlugin,
  type Ctx,
  type Instance,
  openProofKey,
  Operator,
  proofIn,
  proofsOf,
  type ProofStatement,
  proofNamed,
  prove as proveThem,
  revokeApproval,
} from '@berberis/core'
import { columns } from '../box.js'
import { type Console, configured, looking } from '../open-host.js'
import { needed, word } from '../read-args.js'
import { Said } from '../said.js'
import { sayUnapproved } from '../say-unapproved.js'
import { fill, languageOf } from '../texts.js'

/** `plugins key`: the public key by which others know this instance's proofs. */
export async function key(console: Console): Promise<number> {
  const { config } = await configured(console)
  console.say(console.texts['release.key'], { key: openProofKey(config.dataFolder).publicKey })
  return 0
}

/** `plugins prove [<id>…] --to <file>`: tries what works here and writes down, signed, how it went. 1: something failed. */
export async function prove(console: Console): Promise<number> {
  const { args, cwd, texts, say } = console
  const to = resolve(cwd, needed(args, 'to'))
  const wanted = args.words.slice(2)
  const { name } = args.options
  const by = typeof name === 'string' ? name : `${userInfo().username}@${hostname()}`
  const { config, plugins } = await configured(console)
  const inForce = await looking(console, async ({ host, leftOut }) => {
    if (leftOut.length > 0) throw new Said(sayUnapproved(leftOut, texts))
    return host.registry.plugins.filter(({ id }) => id !== 'core')
  })
  const missing = wanted.find((id) => !inForce.some((plugin) => plugin.id === id))
  if (missing !== undefined) throw new Said(fill(texts['release.not-in-force'], { id: missing }))

  say(texts['release.trying'])
  const chosen = wanted.length === 0 ? inForce : inForce.filter(({ id }) => wanted.includes(id))
  const given = { config: { ...config, works: false }, plugins: [corePlugin, ...plugins] }
  const proved = await proveThem(given, { inForce, plugins: chosen, by })
  for (const { said } of proved) tell(console, said)
  const proofs = proved.map(({ proof }) => proof)
  await writeFile(to, `${JSON.stringify(proofs, null, 2)}\n`)
  const sound = proved.every(({ said }) => said.checks.every(({ outcome }) => outcome !== 'failed'))
  say(texts[sound ? 'release.proved' : 'release.not-sound'], { file: to, key: proofs[0]?.key ?? '' })
  return sound ? 0 : 1
}

/** `plugins approve <id> --from <file>`: says what was tried; with `--login` of who approves it, approves. */
export async function approve(console: Console): Promise<number> {
  const { args, cwd, texts, say } = console
  const id = word(args, 2, 'id')
  const from = needed(args, 'from')
  const text = await readFile(resolve(cwd, from), 'utf8')
  return looking(console, async (instance) => {
    const { release } = instance.life
    const plugin = listed(instance, console, id)
    const found = proofIn(text, id, release)
    tell(console, found.said)
    if (typeof args.options['login'] !== 'string') {
      say(texts['release.say-login'], { id, from })
      return 1
    }
    const ahead = args.options['ahead'] === true
    await asOperator(console, instance, async (ctx) => {
      const proof = (await proofNamed(ctx.db, found.proof))?.id ?? (await bringProof(ctx, found))
      await approveProof(ctx, proof, { plugin, release, ahead })
    })
    say(texts['release.approved'], { id, version: found.said.version })
    return 0
  })
}

/** `plugins revoke <id> --login <login>`: takes back the newest approval no start has used. */
export async function revoke(console: Console): Promise<number> {
  const id = word(console.args, 2, 'id')
  needed(console.args, 'login')
  return looking(console, async (instance) => {
    const plugin = listed(instance, console, id)
    await asOperator(console, instance, async (ctx) => {
      const rows = await proofsOf(ctx.db, id)
      const row = rows.find((one) => one.approved_at !== null && one.revoked_at === null)
      if (!row) throw new Said(fill(console.texts['release.nothing-to-revoke'], { id }))
      await revokeApproval(ctx, row.id, plugin)
    })
    console.say(console.texts['release.revoked'], { id })
    return 0
  })
}

function listed({ life }: Instance, { texts }: Console, id: string) {
  const plugin = life.listed.find((one) => one.id === id && id !== 'core')
  if (!plugin) throw new Said(fill(texts['release.unlisted'], { id }))
  return plugin
}

/** In the name of `--login`, who has to be allowed to; the trail says it was done at the console. */
async function asOperator(
  { args, env, texts }: Console,
  { host }: Instance,
  work: (ctx: Ctx) => Promise<void>,
): Promise<void> {
  const login = needed(args, 'login').toLowerCase()
  const row = await Operator.query(host.kernel.db).findOne({ login })
  const operator = row && (await actorById(host.kernel.db, host.registry, row.id))
  if (!operator) throw new Said(fill(texts.noOperator, { login }))
  await host.runInCtx({ origin: 'console', operator, locale: languageOf(env) }, work)
}

function tell(
  { texts, say }: Console,
  { plugin, version, checksum, at, by, instance, sdk, checks }: ProofStatement,
): void {
  say(texts['release.head'], { plugin, version, checksum: checksum.slice(0, 16), at, by, instance, sdk })
  const rows = checks.map(({ kind, about, outcome, count, detail }) => [
    `  ${texts[`release.outcome-${outcome}`]}`,
    [texts[`release.check-${kind}`], about].filter(Boolean).join(' '),
    [count ?? '', detail.split('\n')[0] ?? ''].join(' ').trim(),
  ])
  for (const line of columns(rows)) say(line)
}
