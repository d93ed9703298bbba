// How an environment of Azure DevOps and the identity that applies it are protected, and what that lacks of what is declared.
import { findConnection, findEnvironment, missingChecks } from './checks.mjs';
import { warningLine } from './system.mjs';

/** What the help of a script says of it. */
export const PROTECTION = `Reads SYSTEM_ACCESSTOKEN and what Azure Pipelines sets. What the build service may not see of a service
connection is a warning here, and checked by doctor.sh.`;

/** What an environment lacks of its declared protection, each as the part of a sentence. */
export async function protectionProblems(declared, environment) {
  const found = await findEnvironment(environment.name);
  if (found === undefined) return ['it is not there, or the build service is no Reader of it'];
  const problems = (await missingChecks(declared, found, environment)).map(({ lacks }) => lacks);
  const connection = declared.serviceConnections.find(({ applies }) => applies === environment.name);
  return connection === undefined ? problems : [...problems, ...await connectionProblems(declared, connection)];
}

async function connectionProblems(declared, connection) {
  let lacking;
  try {
    const found = await findConnection(connection.name);
    lacking = found && await missingChecks(declared, found, connection);
  } catch (error) {
    if (![401, 403].includes(error.status)) throw error;
  }
  if (lacking !== undefined) return lacking.map(({ lacks }) => `service connection ${connection.name}: ${lacks}`);
  console.log(warningLine('check-protection.mjs', 'Protection', `The checks of service connection ${connection.name} are not told to the build service: ${declared.doctor} checks them`));
  return [];
}
