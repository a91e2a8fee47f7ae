// Names what an effect depends on, where its body does not read it: reading is enough, and nothing is done with the values.
export function watched(...values: readonly unknown[]): readonly unknown[] {
  return values;
}
