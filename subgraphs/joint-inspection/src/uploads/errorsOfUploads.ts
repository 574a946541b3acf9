/** Errors of uploads of results. */
export const errorsOfUploads = {
  OV_JOINT_UPLOAD_ROWS: {
    zh: 'rows：一次上传 1 至 {most} 行，收到 {rows} 行；请分批上传。',
    en: 'rows: an upload has 1 to {most} rows, got {rows}; send them in parts.',
  },
  OV_JOINT_UPLOAD_ROW: {
    zh: '{place}：{expectedZh}。',
    en: '{place}: {expectedEn}.',
  },
  OV_JOINT_UPLOAD_KEY: {
    zh: '{place}.key：键“{key}”已用于内容不同的一行（检查“{visitId}”的事项“{itemId}”）；内容不同请换新键，更正已记录的结果请走更正程序。',
    en: '{place}.key: key "{key}" stands for a row that says something else (item "{itemId}" of visit "{visitId}"); give another row a new key, and have recorded results corrected as such.',
  },
} as const;
