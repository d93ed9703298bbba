/**
 * The images that Dockerfiles begin with, each by the digest of its index over all architectures.
 *
 * They only have to be good enough to begin with: Dependabot offers newer ones. No registry was asked for them; each is what many
 * public Dockerfiles pin the same tag to, for instance those of
 * - Node 24.21.0: https://github.com/mairie360/Administrator_Web_Service
 * - Go 1.26.5: https://github.com/YingSuiAI/dirextalk-agent
 * - Python 3.14.6: https://github.com/lgtm-hq/py-lintro
 *
 * `docker buildx imagetools inspect <image>` shows what a registry says.
 */
export const BASE_IMAGES = {
  node: 'node:24-bookworm-slim@sha256:0e0ff40c39bc087845bfb27465a0df4ea419520094bc35842ff83dd8cbe6f9b6',
  go: 'golang:1.26-alpine@sha256:0178a641fbb4858c5f1b48e34bdaabe0350a330a1b1149aabd498d0699ff5fb2',
  python: 'python:3.14-slim@sha256:b877e50bd90de10af8d82c57a022fc2e0dc731c5320d762a27986facfc3355c1',
} as const;
