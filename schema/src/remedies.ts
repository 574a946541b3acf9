import type { ErrorText } from './errors.js';

/**
 * What to do about an error of the composition engine, by its code
 * (https://www.apollographql.com/docs/graphos/schema-design/federated-schemas/errors).
 */
const REMEDIES: ReadonlyMap<string, ErrorText> = new Map([
  [
    'FIELD_TYPE_MISMATCH',
    { zh: '请让所有子图中该字段的类型一致。', en: 'Give the field the same type in every subgraph.' },
  ],
  [
    'TYPE_KIND_MISMATCH',
    { zh: '请让所有子图中该类型的种类一致。', en: 'Make it the same kind of type in every subgraph.' },
  ],
  [
    'INVALID_FIELD_SHARING',
    {
      zh: '同一字段只能由一个子图提供。请改名,加上部门自己的前缀。',
      en: 'One subgraph may own a field: rename it with the prefix of the department.',
    },
  ],
  [
    'INVALID_GRAPHQL',
    {
      zh: '请改正所示 SDL:补上缺少的字段或类型,或去掉多余的引用。',
      en: 'Correct the SDL shown: add the field or type that is missing, or drop what refers to it.',
    },
  ],
  [
    'INTERFACE_FIELD_NO_IMPLEM',
    { zh: '请给实现该接口的类型补上此字段。', en: 'Add the field to the type that implements the interface.' },
  ],
  [
    'KEY_INVALID_FIELDS',
    {
      zh: '@key 只能列出该类型自己的字段。请改正字段名。',
      en: 'A @key lists fields of its own type: correct the names.',
    },
  ],
  [
    'REQUIRES_INVALID_FIELDS',
    {
      zh: '@requires 的字段必须在本类型上声明为 @external。',
      en: 'Declare the fields of @requires on the same type, as @external.',
    },
  ],
  [
    'EXTERNAL_MISSING_ON_BASE',
    {
      zh: '@external 字段必须由另一个子图提供。请核对名称。',
      en: 'Another subgraph must own an @external field: check its name.',
    },
  ],
  [
    'EXTERNAL_TYPE_MISMATCH',
    {
      zh: '@external 字段的类型必须与其所有者一致。',
      en: 'Give the @external field the type that its owner gives it.',
    },
  ],
  [
    'ENUM_VALUE_MISMATCH',
    { zh: '请让所有子图中该枚举的取值一致。', en: 'Give the enum the same values in every subgraph.' },
  ],
  [
    'REQUIRED_INPUT_FIELD_MISSING_IN_SOME_SUBGRAPH',
    {
      zh: '请在所有子图中添加该输入字段,或改为可选。',
      en: 'Add the input field in every subgraph, or make it optional.',
    },
  ],
  [
    'SATISFIABILITY_ERROR',
    {
      zh: '所示字段无法从别的子图取得:请给类型加上 @key,或去掉该字段。',
      en: 'The field cannot be reached from another subgraph: give its type a @key, or drop the field.',
    },
  ],
]);

const OTHERWISE: ErrorText = {
  zh: '请把所示各行与 contract.graphql 和模板对照。',
  en: 'Compare the lines shown with contract.graphql and the template.',
};

/** What to do about the composition engine's error `rule`. */
export function remedyOf(rule: string): ErrorText {
  return REMEDIES.get(rule) ?? OTHERWISE;
}
