/**
 * What reading a text typed by people gives: the value in its stored form, or the code of the refusal.
 * Never throws, so a form can gather the faults of all its fields at once.
 */
export type Parsed<T = string> = { value: T } | { error: string }
