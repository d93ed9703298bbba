import { downloadArtifact, uploadArtifact } from './artifact-actions';
import { checkout } from './checkout';
import { setupNode, setupTerraform } from './setup-tools';
import type { Action } from '../action';

/** The actions that every run has stand-ins for, by name. */
export const STANDARD_ACTIONS: Readonly<Record<string, Action>> = {
  'actions/checkout': checkout,
  'actions/download-artifact': downloadArtifact,
  'actions/setup-node': setupNode,
  'actions/upload-artifact': uploadArtifact,
  'hashicorp/setup-terraform': setupTerraform,
};
