import type { Application } from './application';
import { Kind } from '../synth/declare/register';

/** All applications of an estate. */
export const APPLICATIONS = new Kind<Application>('application');
