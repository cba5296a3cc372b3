import { fromScaled, toScaled } from '@berberis/sdk'

/** A quantity as it is kept, in whole millionths: '1.5' → 1500000. Throws RangeError for more than 6 places. */
export function toMicro(qty: string): number {
  return Number(toScaled(qty, 6))
}

/** 1500000 → '1.5'. */
export function fromMicro(micro: number): string {
  return fromScaled(BigInt(micro), 6)
}
