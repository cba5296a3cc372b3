/** Samples a second: the least that browsers play. */
const RATE = 4000

/** A voice note of so many seconds: a murmur that rises and falls like speech, 8 bits, one channel. */
export function voiceWav(seconds: number): Uint8Array {
  const samples = Buffer.alloc(RATE * seconds)
  for (let at = 0; at < samples.length; at += 1) {
    const time = at / RATE
    const syllable = Math.max(0, Math.sin(time * 9)) * (0.6 + 0.4 * Math.sin(time * 1.7))
    const voice = Math.sin(time * 2 * Math.PI * (140 + 20 * Math.sin(time * 2.3)))
    samples[at] = 128 + Math.round(60 * syllable * voice)
  }

  const header = Buffer.alloc(44)
  header.write('RIFF', 0, 'latin1')
  header.writeUInt32LE(36 + samples.length, 4)
  header.write('WAVEfmt ', 8, 'latin1')
  header.writeUInt32LE(16, 16)
  header.writeUInt16LE(1, 20)
  header.writeUInt16LE(1, 22)
  header.writeUInt32LE(RATE, 24)
  header.writeUInt32LE(RATE, 28)
  header.writeUInt16LE(1, 32)
  header.writeUInt16LE(8, 34)
  header.write('data', 36, 'latin1')
  header.writeUInt32LE(samples.length, 40)

  return Buffer.concat([header, samples])
}
