/** A patch does not fit what it is meant for; the message says where and names the nearest right name. */
export class PatchMismatch extends Error {}
