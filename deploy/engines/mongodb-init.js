// For mongosh; runs at every start, and each step finds out whether it is still to do: a replica set of one member, and the
// user that the services log in as. A changed password in the secret file is taken over.
const fs = require('node:fs');

const SERVICES = ['access', 'catalog', 'fitment', 'inventory', 'order', 'search', 'exchange'];
const HOST = 'mongodb:27017';
const PATIENCE_MS = 60_000;
const NOT_YET_INITIALIZED = 94;
const USER_NOT_FOUND = 11;

const secret = (name) => fs.readFileSync(`/run/secrets/${name}`, 'utf8').trim();
const started = Date.now();

/** Until it works, or time is up; the server may still be making its first user. */
function eventually(attempt) {
  for (;;) {
    try {
      const made = attempt();
      if (made !== undefined) return made;
    } catch (error) {
      if (Date.now() - started > PATIENCE_MS) throw error;
    }
    if (Date.now() - started > PATIENCE_MS) throw new Error(`MongoDB at ${HOST} is not ready.`);
    sleep(500);
  }
}

const root = `mongodb://root:${encodeURIComponent(secret('mongodb-root-password'))}@${HOST}/admin?directConnection=true`;
const admin = eventually(() => {
  const db = new Mongo(root).getDB('admin');
  return db.runCommand({ connectionStatus: 1 }).authInfo.authenticatedUsers.length > 0 ? db : undefined;
});

try {
  admin.runCommand({ replSetGetStatus: 1 });
} catch (error) {
  if (error.code !== NOT_YET_INITIALIZED) throw error;
  admin.runCommand({ replSetInitiate: { _id: 'qipei', members: [{ _id: 0, host: HOST }] } });
  print('the replica set is made');
}
eventually(() => (admin.hello().isWritablePrimary ? true : undefined));

const user = {
  pwd: secret('mongodb-password'),
  roles: SERVICES.flatMap((service) => [
    { role: 'readWrite', db: `qipei-${service}` },
    { role: 'dbAdmin', db: `qipei-${service}` },
  ]),
};
try {
  admin.runCommand({ updateUser: 'qipei', ...user });
} catch (error) {
  if (error.code !== USER_NOT_FOUND) throw error;
  admin.runCommand({ createUser: 'qipei', ...user });
  print('the user of the services is made');
}
print('MongoDB is ready');
