import { calendarDate } from '@onevisit/kit';
import ICAL from 'ical.js';
import type { CrewSeat, Visit } from '../generated/client.js';
import { lastDayOfVisit } from '../visits/rollOver.js';

/** A visit as an entry of a calendar. */
export interface CalendarVisit {
  readonly visit: Visit;
  /** Titles of its items. */
  readonly items: readonly string[];
  readonly seats: readonly CrewSeat[];
}

const ZONE = 'Asia/Shanghai';

// The library does not count the blank with which a folded line goes on; RFC 5545 has 75 octets a line.
ICAL.foldLength = 74;

/** China has had one time and no summer time since 1991; RFC 5545 wants the zone defined where it is named. */
const CHINA = [
  'vtimezone',
  [['tzid', {}, 'text', ZONE]],
  [
    [
      'standard',
      [
        ['dtstart', {}, 'date-time', '1991-09-15T00:00:00'],
        ['tzoffsetfrom', {}, 'utc-offset', '+08:00'],
        ['tzoffsetto', {}, 'utc-offset', '+08:00'],
        ['tzname', {}, 'text', 'CST'],
      ],
      [],
    ],
  ],
];

/**
 * An iCalendar (RFC 5545) of visits: one that is made on its day, one with an hour at that hour in China, any other over the days
 * in which it may be made, as time that is still free.
 * @param now when it is written
 */
export function crewCalendar(visits: readonly CalendarVisit[], now: Date): string {
  const calendar = new ICAL.Component('vcalendar');
  calendar.updatePropertyWithValue('version', '2.0');
  calendar.updatePropertyWithValue('prodid', '-//OneVisit//Joint inspection//ZH');
  calendar.updatePropertyWithValue('method', 'PUBLISH');
  calendar.addSubcomponent(new ICAL.Component(CHINA));
  for (const visit of visits) calendar.addSubcomponent(eventOf(visit, now));
  return `${calendar.toString()}\r\n`;
}

function eventOf({ visit, items, seats }: CalendarVisit, now: Date): ICAL.Component {
  const event = new ICAL.Component('vevent');
  event.addPropertyWithValue('uid', visit.id);
  event.addPropertyWithValue('dtstamp', ICAL.Time.fromJSDate(now, true));
  event.addPropertyWithValue('summary', `联合检查：${visit.subjectName ?? visit.subjectId}`);
  event.addPropertyWithValue('description', descriptionOf(visit, items, seats));
  const { first, last, at } = whenOf(visit);
  if (at !== null) {
    event.addPropertyWithValue('dtstart', at).setParameter('tzid', ZONE);
  } else {
    event.addPropertyWithValue('dtstart', ICAL.Time.fromDateString(first));
    event.addPropertyWithValue('dtend', dayAfter(last));
    event.addPropertyWithValue('transp', 'TRANSPARENT');
  }
  event.addPropertyWithValue('status', at === null && visit.inspectedOn === null ? 'TENTATIVE' : 'CONFIRMED');
  return event;
}

interface When {
  readonly first: string;
  readonly last: string;
  /** The hour in China; null for whole days. */
  readonly at: ICAL.Time | null;
}

function whenOf(visit: Visit): When {
  const { inspectedOn, scheduledAt, windowFirst } = visit;
  if (scheduledAt !== null && (inspectedOn === null || calendarDate(scheduledAt) === inspectedOn)) {
    const day = calendarDate(scheduledAt);
    return { first: day, last: day, at: ICAL.Time.fromDateTimeString(`${day}T${HOUR.format(scheduledAt)}`) };
  }
  if (inspectedOn !== null) return { first: inspectedOn, last: inspectedOn, at: null };
  return { first: windowFirst, last: lastDayOfVisit(visit), at: null };
}

const HOUR = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, timeStyle: 'medium' });

/** The end of whole days is the day after the last. */
function dayAfter(day: string): ICAL.Time {
  const time = ICAL.Time.fromDateString(day);
  time.adjust(1, 0, 0, 0);
  return time;
}

function descriptionOf(visit: Visit, items: readonly string[], seats: readonly CrewSeat[]): string {
  const crew = seats.flatMap(({ name, inspectorId }) => name ?? inspectorId ?? []);
  const batch = visit.batch === null ? [] : [`批次：第${visit.batch}批`];
  return [
    `对象编号：${visit.subjectId}　区划：${visit.district}`,
    `时段：${visit.windowFirst}至${lastDayOfVisit(visit)}`,
    ...batch,
    `事项：${items.join('；')}`,
    `检查人员：${crew.join('、')}`,
    `检查编号：${visit.id}`,
  ].join('\n');
}
