import { testBuiltServices } from './built-services';
import { describeWithTool } from '../real-tool';

// What kubectl builds, every folder of an estate and the judges of manifests: `real-kustomize.delivery.ts`.
describeWithTool('kustomize', () => testBuiltServices('kustomize'));
