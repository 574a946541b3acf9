/** The file of a city's pack, which tests change. */
export const CITY = `pack: city
version: 1
title: { zh: 某市细则, en: Rules of a city }
jurisdiction:
  name: { zh: 某市, en: A city }
  division: '411100'
inForce: { from: 2020-01-01 }
documents:
  - { id: notice, title: 某市通知, issuer: 某市政府, number: 某政〔2019〕1号, date: 2019-12-01 }
rules:
  visit-cap:
    cite:
      - { document: notice, article: 第三条, text: 每年不超过N次 }
    most:
      unknown: { atLeast: 1, atMost: 9, reason: { zh: 缺字, en: a character is lost } }
    countedBy: DEPARTMENT
    kinds: [ROUTINE, CAMPAIGN]
    joint: ONCE
    liftedFor: [SERIOUSLY_DISHONEST]
    exceptions: [COMPLAINT]
  disclosure:
    cite:
      - { document: notice, article: 第五条, text: 20个工作日内公示 }
    results: { within: 20, from: INSPECTION_ENDED }
    feedback: NOT_ASKED
    promptly: false
    notPublic: []
  recusal:
    cite:
      - { document: notice, article: 第六条, text: 应当回避 }
    forms: [SWAP]
`;

/** The file of a district's pack that extends the city's. */
export const DISTRICT = `pack: district
version: 1
title: { zh: 某区细则, en: Rules of a district }
jurisdiction:
  name: { zh: 某区, en: A district }
  division: '411102'
extends: { pack: city, version: 1 }
inForce: { from: 2021-01-01 }
documents:
  - { id: letter, title: 某区函, issuer: 某区政府, date: 2020-12-01 }
rules:
  visit-cap:
    cite:
      - { document: letter, article: 第一条, text: 每年不超过3次 }
    set: { most: 3 }
`;
