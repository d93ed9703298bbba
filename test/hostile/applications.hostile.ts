import * as path from 'node:path';
import * as fc from 'fast-check';
import { parse, parseAllDocuments } from 'yaml';
import { hostileText } from './hostile-values';
import { KustomizePatch } from '../../src';
import { notCarried } from '../../src/kubernetes/kustomize/carried-text';
import { SmallApplications } from '../applications/small-applications';
import { describeWithTool, runTool } from '../real-tool';

/**
 * What kustomize carries to the cluster; the rest is refused, as `kubernetes-values.hostile.ts` proves. Kustomize writes line and
 * paragraph separators as YAML 1.1, which kubectl reads so, and the parser here does not.
 */
const carriedText = hostileText.filter((text) => notCarried(text) === undefined && !/[\u2028\u2029]/.test(text));
const TEXTS = fc.sample(carriedText, { numRuns: 400 });
const OBJECT = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'values' } };

function named(texts: readonly string[]): Record<string, string> {
  return Object.fromEntries(texts.map((text, index) => [`v${index}`, text]));
}

test('the values of a chart are written as they were given', () => {
  const estate = new SmallApplications();
  const values = { texts: TEXTS, named: named(TEXTS) };
  estate.addApplication('hostile', { helmCharts: [{ name: 'agent', repository: 'https://charts.example', version: '1.2.3', values }] });
  estate.write();
  expect(parse(estate.read('k8s/applications/hostile/kustomization.yaml')).helmCharts[0].valuesInline).toEqual(values);
});

describeWithTool('kustomize', () => {
  const build = (root: string, folder: string): any[] => {
    const { status, stdout, stderr } = runTool('kustomize', ['build', path.join(root, 'k8s/applications', folder)]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return parseAllDocuments(stdout).map((document) => document.toJS());
  };

  test('kustomize gives the cluster every text of an object and a patch as it was given', () => {
    const estate = new SmallApplications();
    const texts = TEXTS;
    const patched = named([...texts].reverse().map((text, index) => `${text}${texts[index]}x`).filter((text) => !text.startsWith('\t')));
    const data = named(texts);
    estate.addApplication('objects', { manifests: { 'values.yaml': { ...OBJECT, data } } });
    estate.addApplication('patches', { manifests: { 'values.yaml': { ...OBJECT, data } } })
      .patch(KustomizePatch.strategicMerge({ ...OBJECT, data: patched }));
    const root = estate.write();
    for (const [folder, expected] of [['objects', data], ['patches', { ...data, ...patched }]] as const) {
      expect(build(root, folder).find(({ kind }) => kind === 'ConfigMap').data).toEqual(expected);
    }
  });

  test('kustomize gives kube-oidc-proxy its arguments as they were given', () => {
    const [usernameClaim, groupsClaim, clientId] = TEXTS.filter((text) => /\$\(|"|\n/.test(text) && text.trim() !== '');
    const estate = new SmallApplications();
    estate.addKubeOidcProxy({ clientId, usernameClaim, groupsClaim });
    const [container] = build(estate.write(), 'kube-oidc-proxy').find(({ kind }) => kind === 'Deployment').spec.template.spec.containers;
    const escaped = (text: string) => text.replaceAll('$(', () => '$$(');
    expect(container.args).toEqual(expect.arrayContaining([
      `--oidc-client-id=${escaped(clientId)}`, `--oidc-username-claim=${escaped(usernameClaim)}`, `--oidc-groups-claim=${escaped(groupsClaim)}`,
    ]));
  });
});
