import * as net from 'net';
import type { Report } from '../../../synth/declare/problem';
import { isDnsLabel, isLabelValue, isQualifiedName } from '../../../text/names';
import { notCarried } from '../../kustomize/carried-text';
import { parseQuantity } from '../../models/quantity';
import type { NetworkPeer } from '../../options/network-peer';
import { outputMark, outputsIn } from '../../outputs/output-text';

/** Reports a number that is none, or out of its range. */
export function checkRange(name: string, value: number | undefined, least: number, most: number, report: Report): void {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return;
  report(`has ${name} ${value}; it has to be a whole number from ${least} to ${most}.`);
}

/** Reports an amount of bytes that is none, or too small to be meant. */
export function checkBytes(where: string, text: string, report: Report): void {
  const amount = parseQuantity(text);
  if (amount === undefined || amount <= 0) {
    report(`has ${where} ${JSON.stringify(text)}, which is no Kubernetes quantity above 0: write "256Mi" or "1Gi".`);
  } else if (amount < 1024 * 1024) {
    report(`has ${where} ${JSON.stringify(text)}, less than a mebibyte: write "256Mi" or "1Gi" (a small "m" means a thousandth).`);
  }
}

/** Reports text that does not reach the cluster as it is. */
export function checkText(where: string, text: string, report: Report): void {
  const what = notCarried(text);
  if (what !== undefined) report(`has ${what} in ${where}, which kustomize cannot carry to the cluster: leave it out.`);
}

/** The same for every key and value of plain data. */
export function checkTexts(where: string, data: unknown, report: Report): void {
  if (typeof data === 'string') return checkText(where, data, report);
  if (Array.isArray(data)) return data.forEach((item) => checkTexts(where, item, report));
  if (typeof data === 'object' && data !== null) {
    for (const [key, value] of Object.entries(data)) {
      // Kustomize merges what stands at "<<" into the object around it, and cannot merge what stands at an empty key.
      if (key === '<<' || key === '') report(`has the key ${JSON.stringify(key)} in ${where}, which kustomize cannot carry to the cluster: leave it out.`);
      checkTexts(where, key, report);
      checkTexts(where, value, report);
    }
  }
}

/** Reports an illegal end of a connection. */
export function checkPeer(option: string, peer: NetworkPeer, report: Report): void {
  if (peer.kind === 'cidr' && !isCidr(withAddresses(peer.range))) report(`has ${JSON.stringify(peer.range)} in ${option}, which is no CIDR range such as "10.0.0.0/16".`);
  const namespace = peer.kind === 'namespace' ? peer.name : peer.kind === 'pods' ? peer.namespace : undefined;
  if (namespace !== undefined && !isDnsLabel(namespace)) report(`has ${JSON.stringify(namespace)} in ${option}, which is no legal name of a namespace.`);
  if (peer.kind !== 'pods') return;
  for (const [name, value] of Object.entries(peer.labels)) {
    if (!isQualifiedName(name) || !isLabelValue(value)) report(`has the label ${JSON.stringify(name)} with ${JSON.stringify(value)} in ${option}, which is none that a pod can have.`);
  }
  if (Object.keys(peer.labels).length === 0) report(`has pods without labels in ${option}, which would be all of their namespace: name labels, or say TrafficSource.namespace(…).`);
}

/** An output stands for an address, or for a whole range. */
function withAddresses(range: string): string {
  return outputsIn(range).reduce((text, used) => text.replace(outputMark(used), range.endsWith('}') ? '10.0.0.0/8' : '10.0.0.0'), range);
}

function isCidr(range: string): boolean {
  const [address, prefix, ...rest] = range.split('/');
  const bits = net.isIPv4(address) ? 32 : net.isIPv6(address) ? 128 : -1;
  return rest.length === 0 && /^(0|[1-9][0-9]{0,2})$/.test(prefix ?? '') && Number(prefix) <= bits;
}
