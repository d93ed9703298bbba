import { DefaultEstate } from './default-estate';
import { AccessLevel, AccessSubject, PlanPolicy } from '../src';
const e = new DefaultEstate({ outdir: '/tmp/pol/estate' });
e.project.addAccess('developers', { subjects: [AccessSubject.oidcGroup('oidc:developers'), AccessSubject.user('it\'s "me"')], level: AccessLevel.VIEW, environments: [e.dev, e.prod] });
e.project.addAccess('on-call', { subjects: [AccessSubject.oidcGroup('oidc:on-call')], level: AccessLevel.BREAK_GLASS, environments: [e.prod] });
e.project.synth();
