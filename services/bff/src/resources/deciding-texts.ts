/** How a counter asks for what would decide whether a part fits. */
export const DECIDING_TEXTS: Readonly<Record<string, { en: string; zh: string }>> = {
  displacementL: { en: 'Which engine displacement, in litres?', zh: '发动机排量是多少升？' },
  cylinders: { en: 'How many cylinders?', zh: '发动机有几个气缸？' },
  fuel: { en: 'Which fuel?', zh: '使用哪种燃料？' },
  body: { en: 'Which body?', zh: '是哪种车身？' },
  engineModel: { en: 'Which engine code?', zh: '发动机型号是什么？' },
  drive: { en: 'Which wheels are driven?', zh: '是哪种驱动方式？' },
  transmission: { en: 'Which transmission?', zh: '是哪种变速箱？' },
  productionDate: { en: 'When was it built?', zh: '生产日期是什么时候？' },
  qualifier: { en: 'Does the vehicle meet this?', zh: '车辆是否符合这个条件？' },
};
