/** Whether it means something in which order a list of named items is: containers that start one after the other, and variables that refer to others. */
export function hasOrder(field: string, list: readonly unknown[]): boolean {
  return field === 'initContainers' || (field === 'env' && JSON.stringify(list).includes('$('));
}
