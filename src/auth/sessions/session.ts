/** A sign-in that may still be good; ids are 24 hex digits. */
export interface Session {
  id: string;
  user_id: string;
  user_agent: string;
  created_at: Date;
  last_used_at: Date;
  expires_at: Date;
}

/** Where a sign-in comes from, in digests that cannot be read back. */
export interface Device {
  user_agent: string;
  address_hash: string;
  device_hash: string;
}

/** Whether a user signed in before at all, and from a device or its address. */
export interface KnownDevice {
  any: boolean;
  device: boolean;
  address: boolean;
}
