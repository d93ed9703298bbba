/**
 * Loaded first by the synthesis (`node -r`): begins what takes long and needs no package. Compiled code is kept from now on, and a
 * large tree is read in a thread while the packages are loaded. Nothing depends on it, and nothing else of this package loads it.
 */
import './code-cache';
import { EarlyLook } from '../worktree/early-look';

EarlyLook.begin(process.cwd());
