export const camera = {
  live: '지금 화면',
  starting: '카메라를 켜는 중…',
  take: '촬영하기',
  hold: '길게 누르면 연속 촬영',
  burst_other: '{{count}}장',
  choose: '카메라 고르기',
  unnamed: '카메라 {{number}}',
  mirror: '거울처럼 보기',
  again: '다시 해 보기',
  no_picture: '카메라 화면이 아직 나오지 않아서 사진을 찍지 못했어요. 잠시 뒤에 다시 눌러 주세요.',

  practice: {
    name: '연습용 카메라',
    instead: '카메라가 없어서 연습용 카메라가 그림을 보여 줘요.',
    next: '다음 그림',
    previous: '이전 그림',
    which: '그림 {{count}}개 가운데 {{number}}번째',
  },

  trouble: {
    none: '카메라를 찾지 못했어요. 카메라를 꽂거나 업로드로 사진을 넣어 주세요.',
    denied: '카메라 사용이 막혀 있어요. 기기 설정에서 허용한 다음 다시 해 주세요.',
    busy: '다른 프로그램이 카메라를 쓰고 있어요. 그 프로그램을 닫고 다시 해 주세요.',
    lost: '카메라 연결이 끊어졌어요. 카메라를 다시 꽂아 주세요. 찍은 사진은 안전해요.',
  },
} as const;
