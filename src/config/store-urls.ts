const HOST = String.raw`(?:\[[^\s/@\]]+\]|[^\s/?#@:,[\]]+)(?::\d{1,5})?`;
const HOSTS = `${HOST}(?:,${HOST})*`;

/** One server or all members of a replica set; its only group is the name of the database. */
export const MONGODB_URI = new RegExp(
  String.raw`^mongodb(?:\+srv)?://(?:[^\s/@]+@)?${HOSTS}(?:/([^\s/\\?%.$]*))?(?:\?\S*)?$`,
);

/** One server, or those to ask about a master or a cluster. */
export const REDIS_URL = new RegExp(
  String.raw`^(?:rediss?://(?:[^\s/]*@)?${HOST}(?:/\d*)?(?:\?\S*)?|rediss?\+(?:sentinel|cluster)://(?:[^\s/]*@)?${HOSTS}(?:[/?]\S*)?)$`,
);

/** The database that a MongoDB URI names; `tickfolio` where it names none. */
export function databaseOf(uri: string): string {
  return MONGODB_URI.exec(uri)?.[1] || 'tickfolio';
}
