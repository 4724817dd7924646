export const popup = {
  title: '데이터 입력',
  close: '닫기',
  move: '화살표 키로 옮기거나 끌어서 옮겨요.',

  input: '사진 넣는 방법',
  upload: '업로드',
  camera: '촬영',

  waiting: '사진을 고르면 여기에 결과가 보여요.',
  waiting_camera: '카메라 앞에 무엇이든 보여 주세요.',
  confirm: '입력하기',

  stop: '작품 정지하기',
  pause: '작품 일시정지',
  resume: '작품 다시 시작',

  model_gone: '이제 모델이 없어요. 작품은 사진 없이 이어져요.',
} as const;
