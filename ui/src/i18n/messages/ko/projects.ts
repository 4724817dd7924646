export const projects = {
  title: '내 프로젝트',
  welcome: '컴퓨터에게 보는 눈을 길러 주세요',
  promise: '사진은 이 기기 밖으로 나가지 않아요. 가입도 인터넷도 필요 없어요.',

  step_photos: '사진을 찍고 이름을 붙여요',
  step_train: '버튼 하나로 학습해요',
  step_use: '새로운 것을 보여 줘요',

  new: '새 프로젝트',
  example: '예제 열기',
  example_hint: '카메라가 없어도 돼요. 그림이 들어 있어요.',
  model_name: '새로운 모델',
  class_name: '클래스 {{number}}',

  no_photos: '아직 사진이 없어요',
  photos_other: '사진 {{count}}장',
  changed: '{{when}}에 바꿈',
} as const;
