/** The packages that `npx projen upgrade` brings to their newest version, a new major version included. */
export const ROLLING_PACKAGES = ['feiyue-projen', 'projen', 'constructs'];
