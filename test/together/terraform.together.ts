import { runTogether } from './suites';

runTogether('terraform');
