/**
 * Availability zones on sale per region of Tencent Cloud, oldest first; numbers have gaps, so zones cannot be computed.
 *
 * Source: Tencent Cloud documents 457/36736 and 416/6479 (2026-08). A region that is missing here works when its
 * zones are given.
 */
export const TENCENT_ZONES: Readonly<Record<string, readonly string[]>> = {
  'ap-bangkok': ['ap-bangkok-1', 'ap-bangkok-2'],
  'ap-beijing': ['ap-beijing-5', 'ap-beijing-6', 'ap-beijing-7'],
  'ap-chengdu': ['ap-chengdu-1', 'ap-chengdu-2'],
  'ap-chongqing': ['ap-chongqing-1'],
  'ap-guangzhou': ['ap-guangzhou-6', 'ap-guangzhou-7'],
  'ap-hongkong': ['ap-hongkong-2', 'ap-hongkong-3'],
  'ap-nanjing': ['ap-nanjing-1', 'ap-nanjing-2', 'ap-nanjing-3'],
  'ap-seoul': ['ap-seoul-1', 'ap-seoul-2'],
  'ap-shanghai': ['ap-shanghai-4', 'ap-shanghai-5', 'ap-shanghai-8'],
  'ap-singapore': ['ap-singapore-2', 'ap-singapore-3'],
  'ap-tokyo': ['ap-tokyo-1', 'ap-tokyo-2'],
  'eu-frankfurt': ['eu-frankfurt-1', 'eu-frankfurt-2'],
  'na-ashburn': ['na-ashburn-1', 'na-ashburn-2'],
  'na-siliconvalley': ['na-siliconvalley-1', 'na-siliconvalley-2'],
};
