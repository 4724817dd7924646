export const test = {
  input: '사진 넣는 방법',
  upload: '업로드',
  live: '실시간',

  need: {
    title: '모델을 먼저 학습해 주세요',
    text: '학습한 다음 여기에 새로운 것을 보여 주면 무엇인지 알아맞혀요.',
  },
  stale_data: '학습한 뒤에 사진이 바뀌었어요. 다시 학습하면 반영돼요.',
  stale_conditions: '학습한 뒤에 학습 조건이 바뀌었어요. 다시 학습하면 반영돼요.',

  choose: '눌러서 사진 고르기',
  drop: '끌어다 놓거나 붙여 넣어도 돼요.',
  another: '다른 사진',
  picture: '인식한 사진',
  examples: '시험해 볼 그림',
  example: '시험 그림 {{number}}',
  example_failed: '이 그림을 열지 못했어요. 다른 그림을 골라 주세요.',

  busy: '알아보는 중…',
  waiting: '사진을 고르면 무엇인지 알려 줘요.',
  waiting_live: '카메라 앞에 무엇이든 보여 주세요.',
  again: '다시 해 보기',
  recognised: '인식 결과',
  announce: '인식 결과: {{name}}, {{percent}}%',
  announce_live: '인식 결과: {{name}}',
  confidence: '클래스별 신뢰도',
  similar: '가장 닮은 내 사진',
} as const;
