/** When an exchange usually trades; times are minutes after midnight in its time zone. */
export interface UsualHours {
  timeZone: string;
  opens: number;
  closes: number;
  /** 0 for Sunday */
  weekdays: readonly number[];
  /** whose holidays it keeps, where a calendar of them is known */
  calendar?: 'nyse';
}

export const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6] as const;
const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5] as const;
const SUNDAY_TO_THURSDAY = [0, 1, 2, 3, 4] as const;

const exchange = (
  timeZone: string,
  opens: string,
  closes: string,
  weekdays: readonly number[] = MONDAY_TO_FRIDAY,
): UsualHours => ({ timeZone, opens: minutes(opens), closes: minutes(closes), weekdays });

export const NEW_YORK: UsualHours = { ...exchange('America/New_York', '09:30', '16:00'), calendar: 'nyse' };
export const CURRENCIES = exchange('UTC', '00:00', '24:00');
export const ROUND_THE_CLOCK = exchange('UTC', '00:00', '24:00', EVERY_DAY);
/** American futures end their day at five, and begin the next in the evening. */
export const FUTURES = exchange('America/New_York', '00:00', '17:00');

const GERMAN_REGIONAL = exchange('Europe/Berlin', '08:00', '22:00');
const TORONTO = exchange('America/Toronto', '09:30', '16:00');
const INDIA = exchange('Asia/Kolkata', '09:15', '15:30');
const SHANGHAI = exchange('Asia/Shanghai', '09:30', '15:00');
const SEOUL = exchange('Asia/Seoul', '09:00', '15:30');
const LONDON = exchange('Europe/London', '08:00', '16:30');
const TAIPEI = exchange('Asia/Taipei', '09:00', '13:30');

/** By the suffix that Yahoo uses. What a provider tells of a session counts before this. */
export const BY_SUFFIX: Readonly<Record<string, UsualHours>> = {
  L: LONDON,
  IL: LONDON,
  XC: LONDON,
  XD: LONDON,
  DE: exchange('Europe/Berlin', '09:00', '17:30'),
  F: GERMAN_REGIONAL,
  BE: GERMAN_REGIONAL,
  DU: GERMAN_REGIONAL,
  HA: GERMAN_REGIONAL,
  HM: GERMAN_REGIONAL,
  MU: GERMAN_REGIONAL,
  SG: GERMAN_REGIONAL,
  PA: exchange('Europe/Paris', '09:00', '17:30'),
  NX: exchange('Europe/Paris', '09:00', '17:30'),
  AS: exchange('Europe/Amsterdam', '09:00', '17:30'),
  BR: exchange('Europe/Brussels', '09:00', '17:30'),
  MI: exchange('Europe/Rome', '09:00', '17:30'),
  MC: exchange('Europe/Madrid', '09:00', '17:30'),
  SW: exchange('Europe/Zurich', '09:00', '17:30'),
  VI: exchange('Europe/Vienna', '09:00', '17:30'),
  ST: exchange('Europe/Stockholm', '09:00', '17:30'),
  CO: exchange('Europe/Copenhagen', '09:00', '17:00'),
  HE: exchange('Europe/Helsinki', '10:00', '18:30'),
  OL: exchange('Europe/Oslo', '09:00', '16:30'),
  IC: exchange('Atlantic/Reykjavik', '09:30', '15:30'),
  LS: exchange('Europe/Lisbon', '08:00', '16:30'),
  IR: exchange('Europe/Dublin', '08:00', '16:30'),
  WA: exchange('Europe/Warsaw', '09:00', '17:00'),
  PR: exchange('Europe/Prague', '09:00', '16:30'),
  BD: exchange('Europe/Budapest', '09:00', '17:00'),
  AT: exchange('Europe/Athens', '10:15', '17:20'),
  RO: exchange('Europe/Bucharest', '10:00', '18:00'),
  TL: exchange('Europe/Tallinn', '10:00', '16:00'),
  RG: exchange('Europe/Riga', '10:00', '16:00'),
  VS: exchange('Europe/Vilnius', '10:00', '16:00'),
  IS: exchange('Europe/Istanbul', '10:00', '18:00'),
  TO: TORONTO,
  V: TORONTO,
  CN: TORONTO,
  NE: TORONTO,
  MX: exchange('America/Mexico_City', '08:30', '15:00'),
  SA: exchange('America/Sao_Paulo', '10:00', '18:00'),
  BA: exchange('America/Argentina/Buenos_Aires', '11:00', '17:00'),
  SN: exchange('America/Santiago', '09:30', '17:00'),
  CL: exchange('America/Bogota', '09:30', '16:00'),
  LM: exchange('America/Lima', '09:00', '16:00'),
  JO: exchange('Africa/Johannesburg', '09:00', '17:00'),
  CA: exchange('Africa/Cairo', '10:00', '14:30', SUNDAY_TO_THURSDAY),
  TA: exchange('Asia/Jerusalem', '09:45', '17:30', [0, ...MONDAY_TO_FRIDAY]),
  SR: exchange('Asia/Riyadh', '10:00', '15:10', SUNDAY_TO_THURSDAY),
  KW: exchange('Asia/Kuwait', '09:00', '13:15', SUNDAY_TO_THURSDAY),
  QA: exchange('Asia/Qatar', '09:30', '13:15', SUNDAY_TO_THURSDAY),
  AE: exchange('Asia/Dubai', '10:00', '15:00'),
  NS: INDIA,
  BO: INDIA,
  CM: exchange('Asia/Colombo', '09:30', '14:30'),
  JK: exchange('Asia/Jakarta', '09:00', '16:15'),
  BK: exchange('Asia/Bangkok', '10:00', '16:40'),
  KL: exchange('Asia/Kuala_Lumpur', '09:00', '17:00'),
  VN: exchange('Asia/Ho_Chi_Minh', '09:00', '15:00'),
  PS: exchange('Asia/Manila', '09:30', '15:00'),
  HK: exchange('Asia/Hong_Kong', '09:30', '16:00'),
  T: exchange('Asia/Tokyo', '09:00', '15:30'),
  KS: SEOUL,
  KQ: SEOUL,
  SS: SHANGHAI,
  SZ: SHANGHAI,
  TW: TAIPEI,
  TWO: TAIPEI,
  SI: exchange('Asia/Singapore', '09:00', '17:00'),
  AX: exchange('Australia/Sydney', '10:00', '16:00'),
  XA: exchange('Australia/Sydney', '10:00', '16:00'),
  NZ: exchange('Pacific/Auckland', '10:00', '16:45'),
};

/** Indices have no suffix; they move while the shares in them trade. */
export const INDEX_SUFFIX: Readonly<Record<string, string>> = {
  '^FTSE': 'L',
  '^GDAXI': 'DE',
  '^STOXX50E': 'DE',
  '^FCHI': 'PA',
  '^AEX': 'AS',
  '^IBEX': 'MC',
  '^SSMI': 'SW',
  '^GSPTSE': 'TO',
  '^BVSP': 'SA',
  '^MXX': 'MX',
  '^N225': 'T',
  '^HSI': 'HK',
  '^KS11': 'KS',
  '^TWII': 'TW',
  '^NSEI': 'NS',
  '^NSEBANK': 'NS',
  '^BSESN': 'BO',
  '^JKSE': 'JK',
  '^KLSE': 'KL',
  '^STI': 'SI',
  '^AXJO': 'AX',
  '^AORD': 'AX',
  '^NZ50': 'NZ',
};

/** Indices of the United States. */
export const US_INDICES: ReadonlySet<string> = new Set(
  ['GSPC', 'SPX', 'DJI', 'DJT', 'DJU', 'IXIC', 'NDX', 'RUT', 'RUI', 'RUA', 'MID', 'OEX', 'NYA', 'XAX']
    .concat(['VIX', 'VXN', 'SOX', 'TNX', 'TYX', 'FVX', 'IRX'])
    .map((name) => `^${name}`),
);

function minutes(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
