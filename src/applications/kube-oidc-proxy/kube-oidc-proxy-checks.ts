import type { ProxyModel } from './proxy-model';
import { parseImage } from '../../kubernetes/models/image-reference';
import { MAIN_PORT } from '../../kubernetes/options/network-peer';
import type { TrafficSource } from '../../kubernetes/options/traffic-source';
import { checkPeer, checkTexts } from '../../kubernetes/workloads/checks/value-checks';
import { SERVICE } from '../../kubernetes/workloads/deployment/service-kind';
import { nameProblem } from '../../kubernetes/workloads/workload-names';
import type { Report } from '../../synth/declare/problem';
import { isDnsSubdomain } from '../../text/names';

const HTTPS = /^https:\/\/[^\s@"'{}]+$/;

/** Reports everything that is wrong with the proxy. */
export function checkProxy(model: ProxyModel, report: Report): void {
  const illegal = nameProblem(SERVICE, model.name);
  if (illegal !== undefined) report(`gives its name to a ${illegal}`);
  if (!HTTPS.test(model.issuerUrl)) report(`has issuerUrl ${JSON.stringify(model.issuerUrl)}, which is no address that begins with https://`);
  for (const option of ['clientId', 'usernameClaim', 'groupsClaim'] as const) {
    checkTexts(option, model[option], report);
    if (model[option].trim() === '') report(`has an empty ${option}`);
  }
  for (const option of ['usernamePrefix', 'groupsPrefix'] as const) checkPrefix(option, model[option], report);
  if (!isDnsSubdomain(model.tlsSecret)) report(`has tlsSecret ${JSON.stringify(model.tlsSecret)}, which is no name of a Secret`);
  if (!Number.isInteger(model.replicas) || model.replicas < 1) report(`has replicas ${model.replicas}; it has to be a whole number from 1`);
  const image = parseImage(model.image);
  if (!image) {report(`has image ${JSON.stringify(model.image)}, which is not of the form repository[:tag][@sha256:digest].`);} else if (image.digest === undefined) {
    report(`has image "${model.image}" without a digest, and its makers may rebuild what a tag names: \`docker buildx imagetools inspect ${model.image}\` prints the digest; add it, as @sha256:…`);
  }
  for (const peer of model.ingress ?? []) {
    if (peer.kind === 'service') report(`names service "${peer.name}" in allowedFrom, which runs in other namespaces: name those, by TrafficSource.namespace(…)`);
    else checkPeer('allowedFrom', peer, report);
  }
}

/** Reports ports of callers: the proxy has one alone, and to name it would do nothing. */
export function checkSources(sources: readonly TrafficSource[], report: Report): void {
  for (const name of sources.flatMap(({ _portNames }) => _portNames).filter((each) => each !== MAIN_PORT)) {
    report(`names port "${name}" in allowedFrom, and has one port alone: leave \`ports\` out`);
  }
}

/** Without a prefix, whoever writes the tokens could name a user or a group of the cluster itself. */
function checkPrefix(option: string, prefix: string, report: Report): void {
  checkTexts(option, prefix, report);
  if (prefix === '' || prefix === '-' || prefix.startsWith('system:')) {
    report(`has ${option} ${JSON.stringify(prefix)}, with which a token could name ${option === 'groupsPrefix' ? 'the group system:masters' : 'a user'} of the cluster itself: choose another one, such as "oidc:"`);
  }
}
