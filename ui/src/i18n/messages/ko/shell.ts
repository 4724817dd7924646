export const shell = {
  app: '눈치',
  title: '{{name}} – 눈치',
  skip: '내용으로 건너뛰기',
  close: '닫기',

  start: {
    waiting: '눈치를 여는 중…',
    failed: '눈치를 열지 못했어요',
    again: '다시 해 보기',
  },

  header: {
    name: '모델 이름',
    saved: '저장됨',
    saving: '저장 중…',
    home: '모든 프로젝트',
    settings: '언어와 화면 색',
    more: '더 보기',
    undo: '되돌리기',
    undo_what: '되돌리기: {{what}}',
    redo: '다시 하기',
    redo_what: '다시 하기: {{what}}',
    undone: '되돌렸어요: {{what}}',
    redone: '다시 했어요: {{what}}',
    menu: '사본과 사진 보호',
    copy: '사본 저장하기…',
    bin: '휴지통',
  },

  settings: {
    language: '언어',
    theme: '화면 색',
    theme_system: '기기와 같게',
    theme_light: '밝게',
    theme_dark: '어둡게',
  },

  operation: {
    rename_model: '모델 이름 바꾸기',
    add_class: '클래스 추가하기',
    rename_class: '클래스 이름 바꾸기',
    recolour_class: '클래스 색 바꾸기',
    delete_class: '클래스 지우기',
    merge_class: '클래스 합치기',
    add_photos: '사진 넣기',
    delete_photos: '사진 지우기',
    move_photos: '사진 옮기기',
    adjust_square: '사각형 맞추기',
    change_conditions: '학습 조건 바꾸기',
    change_blocks: '블록 바꾸기',
    add_object: '오브젝트 추가하기',
    change_object: '오브젝트 바꾸기',
    delete_object: '오브젝트 지우기',
    change_backdrop: '배경 바꾸기',
    change_data: '변수와 신호 바꾸기',
    open_program: '예제 작품 열기',
  },

  places: {
    label: '작품의 자리',
    teach: '가르치기',
    code: '코딩하기',
  },

  areas: {
    label: '단계',
    data: '데이터 입력',
    learning: '학습',
    result: '결과',
    bar: '학습하기',
  },
} as const;
