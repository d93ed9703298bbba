import type { Gateway } from './gateway';
import type { Estate } from '../../estate/estate';

export function checkGateway(_gateway: Gateway, _estate: Estate): void {}
