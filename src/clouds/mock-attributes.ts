import { azureMockAttribute } from './azure/azure-resource-ids';

/**
 * What stands in a plan for an attribute of a resource that no state has yet, where its cloud's provider or modules take no other form of text;
 * undefined: it may be any. On Tencent Cloud an ID is any text.
 */
export function mockAttribute(type: string, attribute: string): string | undefined {
  return azureMockAttribute(type, attribute);
}
