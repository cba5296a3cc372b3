/** Something people can do something about, in their words already: printed without a trace. */
export class Said extends Error {}
