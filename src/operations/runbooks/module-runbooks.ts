import type { RunbookSection } from './runbook-section';

/** A page about what some library modules make. */
export interface ModuleRunbook {
  readonly title: string;
  readonly about: string;
  /** What to do, by the module as it lies in the library: those of the modules that the estate calls are on the page. */
  readonly sections: Readonly<Record<string, readonly RunbookSection[]>>;
}

const RAISE = 'Raise the input in `.projenrc.ts`, run `npx projen`, open a pull request: the plan has to say *update in-place*, and never *must be replaced*.';

/** What all servers of Azure with backups have in common. */
const RESTORED_BY_TERRAFORM = [
  'Declare a second call of the module beside the one that is broken, with `restore: { sourceServerId, time }`, and deploy it. `restore` stays in the call for as long as there is the server.',
  'Look whether it has what was lost, before anything connects to it.',
];
const MOVE_SERVICES = 'All of it: let the services take the outputs of the second call, deploy, and take the first call away once a backup of the second one exists.';

/** The pages by the names of their files. Sources: the documents of Azure and Tencent Cloud about the services, and the modules themselves. */
export const MODULE_RUNBOOKS: Readonly<Record<string, ModuleRunbook>> = {
  'terraform-database.md': {
    title: 'Databases',
    about: 'What to do about a database that Terraform made. It keeps its name and its disks; a plan that would replace it is refused.',
    sections: {
      'azure/cosmos': [
        {
          title: 'Cosmos DB: restore',
          text: 'With continuous backups, the default, a database or container that was deleted comes back in the account, and the whole account as another one, as of any moment of the last days.',
          commands: [
            'az cosmosdb list --output table',
            'az cosmosdb sql container restore --resource-group <group> --account-name <name> --database-name <database> --name <container> --restore-timestamp <2026-01-31T12:00:00Z>',
            'az cosmosdb restore --resource-group <group> --account-name <name> --target-database-account-name <name>-restored --location <location> --restore-timestamp <2026-01-31T12:00:00Z>',
          ],
          steps: [
            'A container that was deleted: the second command. Then plan: Terraform has to find it as it was declared.',
            'Items that were changed: restore the account as another one, copy what was lost from there, and delete that one again.',
            'With periodic backups (`backupPolicyType`) Microsoft\'s support restores, by a ticket.',
          ],
        },
        {
          title: 'Cosmos DB: requests are refused (429)',
          text: 'Each partition has its share of the throughput: one that everybody asks is refused while others are idle.',
          commands: ['az monitor metrics list --resource <id> --metric NormalizedRUConsumption --filter "PartitionKeyRangeId eq \'*\'" --aggregation Maximum --interval PT1M --output table'],
          steps: [`All partitions are busy: raise the throughput of the container or the database. ${RAISE}`, 'One partition is busy: its key is asked too often. Another key means another container.'],
        },
      ],
      'azure/mssql': [
        {
          title: 'Azure SQL: restore',
          text: 'A restore makes another database on the server, as of any moment within `backupRetentionDays`. The one that is broken stays.',
          commands: ['az sql db list --resource-group <group> --server <server> --output table', 'az sql db show --resource-group <group> --server <server> --name <database> --query earliestRestoreDate'],
          steps: [
            'Declare a second entry of `databases`, with `restore: { databaseId, time }`, and deploy it. `restore` stays there for as long as there is the database.',
            'Look whether it has what was lost, and copy a few rows from there.',
            'All of it: let the services name the second database, deploy, and take the first one away.',
          ],
        },
        {
          title: 'Azure SQL: the disk fills up, or there are no more workers',
          commands: ['az monitor metrics list --resource <id> --metric storage_percent,workers_percent --interval PT5M --output table', 'sqlcmd -G -S <server>.database.windows.net -d <database> -Q "select status, command, blocking_session_id, count(*) from sys.dm_exec_requests group by status, command, blocking_session_id order by 4 desc"'],
          steps: [`Disk: raise \`maxSizeGb\`, or choose a larger \`skuName\` where that is its most. ${RAISE}`, 'Workers: end what blocks others (`kill <blocking_session_id>`); fewer connections for each pod; a larger `skuName`.'],
        },
      ],
      'azure/mysql': [
        {
          title: 'MySQL of Azure: restore',
          text: 'A restore makes another server, as of any moment within `backupRetentionDays`. The one that is broken stays, so that nothing is lost.',
          commands: ['az mysql flexible-server list --output table'],
          steps: [...RESTORED_BY_TERRAFORM, 'A few rows or tables: `mysqldump` them from the restored server, and load them into the one that runs.', MOVE_SERVICES],
        },
        {
          title: 'MySQL of Azure: the disk fills up, or there are no more connections',
          text: 'A server whose disk is full becomes read-only. A disk grows, by itself where `autoGrowEnabled`, and never shrinks.',
          commands: ['az monitor metrics list --resource <id> --metric storage_percent,active_connections --interval PT5M --output table', 'mysql --execute "select user, command, count(*) from information_schema.processlist group by 1, 2 order by 3 desc"'],
          steps: [`Raise \`storageGb\`. ${RAISE}`, 'End what hangs in a transaction: `kill <id>` of `information_schema.innodb_trx`.', 'Fewer connections for each pod, or fewer pods; more of them by a larger `skuName`, which restarts the server.'],
        },
      ],
      'azure/postgresql': [
        {
          title: 'PostgreSQL of Azure: restore',
          text: 'A restore makes another server, as of any moment within `backupRetentionDays`. The one that is broken stays, so that nothing is lost.',
          commands: ['az postgres flexible-server list --output table'],
          steps: [...RESTORED_BY_TERRAFORM, 'A few rows or tables: `pg_dump` them from the restored server, and load them into the one that runs.', MOVE_SERVICES],
        },
        {
          title: 'PostgreSQL of Azure: the disk fills up',
          text: 'At 95 % the server takes no more writes. A disk grows, and never shrinks.',
          commands: ['az monitor metrics list --resource <id> --metric storage_percent --interval PT1H --output table'],
          steps: [`Raise \`storageGb\`. ${RAISE}`, 'Where the server grew by itself (`autoGrowEnabled`) it keeps its size, whatever `storageGb` says below that.', 'Logical replication slots that nobody reads keep files for ever: `select slot_name, active, restart_lsn from pg_replication_slots`.'],
        },
        {
          title: 'PostgreSQL of Azure: no more connections',
          commands: ['az monitor metrics list --resource <id> --metric active_connections --interval PT1M --output table', 'psql --command "select usename, state, count(*) from pg_stat_activity group by 1, 2 order by 3 desc"'],
          steps: ['End what hangs in a transaction: `select pg_terminate_backend(pid) from pg_stat_activity where state = \'idle in transaction\' and state_change < now() - interval \'10 minutes\'`.', 'Fewer connections for each pod, or fewer pods: each replica of a service has a pool of its own.', `More of them by a larger \`skuName\`, which restarts the server. ${RAISE}`],
        },
      ],
      'azure/redis': [
        {
          title: 'Redis of Azure (Managed Redis)',
          commands: ['az redisenterprise list --output table', 'az monitor metrics list --resource <id> --metric usedmemorypercentage --interval PT1M --output table'],
          steps: ['Full: keys that never expire stay for ever. Give them a time to live, or choose a larger `skuName`.', 'Lost: a cache is filled by its services. Where it is more than a cache, import the last export: `az redisenterprise database import --resource-group <group> --cluster-name <name> --sas-uris <address>`.'],
        },
      ],
      'tencent/mongodb': [
        {
          title: 'MongoDB of Tencent Cloud: restore',
          text: 'Any moment of the last days comes back: single keys or collections within the instance, under other names, or all of it as another instance.',
          commands: ['tccli mongodb DescribeDBInstances --InstanceIds \'["<id>"]\'', 'tccli mongodb DescribeDBBackups --InstanceId <id>'],
          steps: [
            'In the console, at *Backup and Rollback* of the instance: roll back databases or collections, and look at what comes back before anything reads it.',
            'All of it: clone the instance there, give the call of the module another id, take the clone into its state (`terraform import`), and let the services follow with a deployment.',
          ],
        },
        {
          title: 'MongoDB of Tencent Cloud: the disk fills up, or there are no more connections',
          text: 'An instance whose disk is full takes no more writes.',
          commands: ['tccli mongodb DescribeClientConnections --InstanceId <id>', 'mongosh "<address>" --eval "db.stats(1024 * 1024 * 1024)"'],
          steps: [`Raise \`diskGb\`, or \`memoryGb\`, with which the number of connections grows. ${RAISE}`, 'Collections of which most was deleted keep their files: `db.runCommand({ compact: "<collection>" })`, on a secondary first.', 'Fewer connections for each pod, or fewer pods: each replica of a service has a pool of its own.'],
        },
      ],
      'tencent/mysql': [
        {
          title: 'MySQL of Tencent Cloud: restore',
          text: 'TencentDB clones an instance as of any moment within the time that backups are kept. The one that is broken stays.',
          commands: ['tccli cdb DescribeRollbackRangeTime --InstanceIds \'["<id>"]\'', 'tccli cdb CreateCloneInstance --InstanceId <id> --SpecifiedRollbackTime "<2026-01-31 12:00:00>" --UniqVpcId <vpc> --UniqSubnetId <subnet>'],
          steps: [
            'Look whether the clone has what was lost, before anything connects to it.',
            'A few rows or tables: `mysqldump` them from the clone, and load them into the one that runs.',
            'All of it: give the call of the module another id, take the clone into its state (`terraform import`), and let the services follow with a deployment.',
          ],
        },
        {
          title: 'MySQL of Tencent Cloud: the disk fills up, or there are no more connections',
          text: 'An instance whose disk is full becomes read-only.',
          commands: ['tccli cdb DescribeDBInstances --InstanceIds \'["<id>"]\'', 'mysql --execute "select user, command, count(*) from information_schema.processlist group by 1, 2 order by 3 desc"'],
          steps: [`Raise \`storageGb\`, or \`memoryMb\`. ${RAISE}`, 'A change of size moves the instance: connections break once, in its window for maintenance where `switchInMaintenanceWindow` says so.', 'End what hangs in a transaction: `kill <id>` of `information_schema.innodb_trx`. More connections are the parameter `max_connections`, in `parameters`.'],
        },
      ],
      'tencent/postgresql': [
        {
          title: 'PostgreSQL of Tencent Cloud: restore',
          text: 'TencentDB clones an instance as of any moment within the time that backups are kept. The one that is broken stays.',
          commands: ['tccli postgres DescribeAvailableRecoveryTime --DBInstanceId <id>', 'tccli postgres CloneDBInstance --DBInstanceId <id> --RecoveryTargetTime "<2026-01-31 12:00:00>" --SpecCode <code> --Storage <GB> --Period 1 --VpcId <vpc> --SubnetId <subnet>'],
          steps: [
            'Look whether the clone has what was lost, before anything connects to it.',
            'A few rows or tables: `pg_dump` them from the clone, and load them into the one that runs.',
            'All of it: give the call of the module another id, take the clone into its state (`terraform import`), and let the services follow with a deployment.',
          ],
        },
        {
          title: 'PostgreSQL of Tencent Cloud: the disk fills up, or there are no more connections',
          text: 'An instance whose disk is full becomes read-only.',
          commands: ['tccli postgres DescribeDBInstanceAttribute --DBInstanceId <id>', 'psql --command "select usename, state, count(*) from pg_stat_activity group by 1, 2 order by 3 desc"'],
          steps: [`Raise \`storageGb\`, or \`memoryGb\`, with which the number of connections grows. ${RAISE}`, 'A change of size moves the instance: connections break once, in its window for maintenance.', 'Replication slots that nobody reads keep files for ever: `select slot_name, active from pg_replication_slots`.'],
        },
      ],
      'tencent/redis': [
        {
          title: 'Redis of Tencent Cloud',
          commands: ['tccli redis DescribeInstances --InstanceId <id>', 'tccli redis DescribeInstanceBackups --InstanceId <id>'],
          steps: ['Full: keys that never expire stay for ever. Give them a time to live, or raise the memory.', 'Lost: a cache is filled by its services. Where it is more than a cache, `tccli redis RestoreInstance --InstanceId <id> --BackupId <id>` brings a backup back, in place of all that is there.'],
        },
      ],
    },
  },
  'terraform-cluster.md': {
    title: 'Clusters',
    about: 'What to do about a cluster that Terraform made. `ops/scripts/kubeconfig.sh` gives a way in.',
    sections: {
      'azure/kubernetes-cluster': [
        {
          title: 'AKS: nodes',
          commands: ['kubectl get nodes --output wide', 'kubectl describe node <node>', 'az aks nodepool list --resource-group <group> --cluster-name <name> --output table'],
          steps: ['A node that is not ready for 10 minutes is repaired by AKS: it restarts it, then makes it anew. Before that, `kubectl drain <node> --ignore-daemonsets --delete-emptydir-data`.', 'Pods wait for a node (`kubectl get pods --all-namespaces --field-selector status.phase=Pending`): raise the maximum of the node pool, or the quota of the subscription for its size (`az vm list-usage`).'],
        },
        {
          title: 'AKS: upgrade',
          text: 'A version is supported for about a year. Control plane first, one minor version after the other; nodes follow, one after the other, as far as PodDisruptionBudgets permit.',
          commands: ['az aks get-upgrades --resource-group <group> --name <name> --output table', 'kubectl get poddisruptionbudgets --all-namespaces'],
          steps: ['Look for API versions that the new one no longer has: `kubectl get --raw /metrics | grep apiserver_requested_deprecated_apis`.', `Say the version in the environment without reviewers first. ${RAISE}`, 'A drain that hangs has a budget that allows nothing: more replicas, or the owner of the workload.'],
        },
      ],
      'tencent/tke-cluster': [
        {
          title: 'TKE: nodes',
          commands: ['kubectl get nodes --output wide', 'kubectl describe node <node>', 'tccli tke DescribeClusterNodePools --ClusterId <id>'],
          steps: ['A node that is not ready: `kubectl drain <node> --ignore-daemonsets --delete-emptydir-data`, then remove it from the node pool, which makes another one.', 'Pods wait for a node: raise the maximum of the node pool, or look for the reason in the history of its scaling group (`tccli as DescribeAutoScalingActivities`): sold out, or quota.', 'Another type of machine, or other subnets, replace the node pool: declare a second one, let the pods move, then take the first away.'],
        },
        {
          title: 'TKE: upgrade',
          text: 'Control plane first, one minor version after the other; there is no way back. Nodes follow in batches.',
          commands: ['tccli tke DescribeAvailableClusterVersion --ClusterId <id>', 'kubectl get poddisruptionbudgets --all-namespaces'],
          steps: ['Look for API versions that the new one no longer has: `kubectl get --raw /metrics | grep apiserver_requested_deprecated_apis`.', `Say the version in the environment without reviewers first. ${RAISE}`],
        },
      ],
    },
  },
};
