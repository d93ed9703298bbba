import * as net from 'net';
import { isImageDigest, isImageTag, parseImage } from './image-reference';
import { isCarriedName, notCarried } from './kustomize/carried-text';
import { parseQuantity } from './quantity';
import type { NetworkPeer } from './service-model';
import type { ContainerResources, ReplicaRange, ServiceOverrides } from './service-options';
import type { Report } from '../synth/declare/problem';
import { isDnsLabel, isDnsSubdomain, isVariableName } from '../text/names';

export type { Report };

const SECRET_KEY = /^[-._a-zA-Z0-9]{1,253}$/;

/** Reports what is wrong with one declaration of a service, seen by itself. */
export function checkSettings(settings: ServiceOverrides, report: Report): void {
  checkImage(settings, report);
  if (settings.replicas) checkReplicas(settings.replicas, report);
  checkRange('targetCpuUtilizationPercent', settings.targetCpuUtilizationPercent, 1, 100, report);
  checkRange('startupTimeoutSeconds', settings.startupTimeoutSeconds, 1, 86_400, report);
  if (settings.resources) checkResources(settings.resources, report);
  checkPath('livenessPath', settings.livenessPath, report);
  checkPath('readinessPath', settings.readinessPath, report);
  checkVariables(settings, report);
  for (const option of ['command', 'args'] as const) checkTexts(option, settings[option], report);
  for (const source of settings.allowedFrom ?? []) checkPeer('allowedFrom', source._peer, report);
  for (const target of settings.connectsTo ?? []) {
    checkPeer('connectsTo', target._peer, report);
    if (target._peer.kind !== 'service') checkTargetPorts(target._ports, report);
  }
}

/** Reports a port on which an unprivileged process cannot listen. */
export function checkContainerPort(port: number, report: Report): void {
  checkRange('port', port, 1024, 65_535, report);
}

function checkImage({ image, imageTag, imageDigest }: ServiceOverrides, report: Report): void {
  if (image !== undefined && !parseImage(image)) {
    report(`has image ${JSON.stringify(image)}, which is not of the form repository[:tag][@sha256:digest].`);
  }
  if (imageTag !== undefined && !isImageTag(imageTag)) {
    report(`has imageTag ${JSON.stringify(imageTag)}; a tag has letters, digits, "_", "." and "-", at most 128, and begins with none of the last two.`);
  }
  if (imageDigest !== undefined && !isImageDigest(imageDigest)) {
    report(`has imageDigest ${JSON.stringify(imageDigest)}; a digest is "sha256:" and 64 digits in lower-case hexadecimal.`);
  }
}

function checkReplicas({ min, max }: ReplicaRange, report: Report): void {
  checkRange('replicas.min', min, 1, 1000, report);
  checkRange('replicas.max', max, 1, 1000, report);
  if (min > max) report(`has a replica range upside down: min ${min} is above max ${max}. Swap the two.`);
}

function checkRange(name: string, value: number | undefined, least: number, most: number, report: Report): void {
  if (value === undefined || (Number.isInteger(value) && value >= least && value <= most)) return;
  report(`has ${name} ${value}; it has to be a whole number from ${least} to ${most}.`);
}

function checkResources(resources: ContainerResources, report: Report): void {
  for (const [kind, quantities] of Object.entries(resources as Record<string, Record<string, string | undefined> | undefined>)) {
    for (const [name, text] of Object.entries(quantities ?? {})) {
      if (text !== undefined) checkQuantity(`resources.${kind}.${name}`, name, text, report);
    }
  }
}

function checkQuantity(path: string, name: string, text: string, report: Report): void {
  const examples = name === 'cpu' ? '"250m" or "2"' : '"256Mi" or "1Gi"';
  const amount = parseQuantity(text);
  if (amount === undefined || amount <= 0) {
    report(`has ${path} ${JSON.stringify(text)}, which is no Kubernetes quantity above 0: write ${examples}.`);
  } else if (name !== 'cpu' && amount < 1024 * 1024) {
    report(`has ${path} ${JSON.stringify(text)}, less than a mebibyte: write ${examples} (a small "m" means a thousandth).`);
  } else if (name === 'cpu' && amount > 1024) {
    report(`has ${path} ${JSON.stringify(text)}, more than 1024 cores: write ${examples}.`);
  }
}

/** Reports text that does not reach the cluster as it is. */
function checkText(where: string, text: string, report: Report): void {
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

function checkPath(name: string, path: string | undefined, report: Report): void {
  if (path !== undefined) checkText(name, path, report);
  if (path === undefined || /^\/[^\s#]*$/.test(path)) return;
  report(`has ${name} ${JSON.stringify(path)}; an HTTP path begins with "/" and has no spaces.`);
}

function checkVariables({ env = {}, secretEnv = {} }: ServiceOverrides, report: Report): void {
  for (const [name, value] of Object.entries(env)) {
    checkText(`the variable ${JSON.stringify(name)}`, value, report);
    if (!isVariableName(name)) {
      report(`has an illegal variable ${JSON.stringify(name)} in env: use letters, digits and "_", with no digit first.`);
    } else if (!isCarriedName(name)) {
      report(`has the variable "${name}" in env, which kustomize reads as no name: call it otherwise.`);
    } else if (name === 'PORT') {
      report('sets PORT in env; PORT always holds `port`. Remove it.');
    }
  }
  for (const [name, { secret, key }] of Object.entries(secretEnv)) {
    if (!isVariableName(name)) report(`has an illegal variable ${JSON.stringify(name)} in secretEnv: use letters, digits and "_", with no digit first.`);
    if (!isDnsSubdomain(secret)) {
      report(`takes ${name} from Secret ${JSON.stringify(secret)}, which is no legal name: use lower-case letters, digits, "-" and ".".`);
    }
    if (!SECRET_KEY.test(key)) {
      report(`takes ${name} from key ${JSON.stringify(key)} of a Secret, which is no legal key: use letters, digits, "-", "_" and ".".`);
    }
  }
}

/** Reports an illegal end of a connection. */
export function checkPeer(option: string, peer: NetworkPeer, report: Report): void {
  if (peer.kind === 'cidr' && !isCidr(peer.range)) report(`has ${JSON.stringify(peer.range)} in ${option}, which is no CIDR range such as "10.0.0.0/16".`);
  if (peer.kind === 'namespace' && !isDnsLabel(peer.name)) {
    report(`has ${JSON.stringify(peer.name)} in ${option}, which is no legal name of a namespace.`);
  }
}

function isCidr(range: string): boolean {
  const [address, prefix, ...rest] = range.split('/');
  const bits = net.isIPv4(address) ? 32 : net.isIPv6(address) ? 128 : -1;
  return rest.length === 0 && /^(0|[1-9][0-9]{0,2})$/.test(prefix ?? '') && Number(prefix) <= bits;
}

function checkTargetPorts(ports: readonly number[], report: Report): void {
  if (ports.length === 0) report('has a target without ports in connectsTo: name the ports it needs.');
  for (const port of ports) checkRange('a port in connectsTo:', port, 1, 65_535, report);
}
