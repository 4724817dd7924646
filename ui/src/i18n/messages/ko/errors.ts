export const errors = {
  not_a_file: '읽을 수 있는 파일이 아니에요.',
  empty: '빈 파일이에요.',
  too_large: '10MB보다 커요. 크기를 줄여서 다시 넣어 주세요.',
  unsupported_format: 'jpg, png, bmp, webp, gif 사진이 아니에요.',
  corrupt: '사진이 망가져서 열 수 없어요.',
  too_many_pixels: '6,400만 화소보다 큰 사진이에요. 크기를 줄여서 다시 넣어 주세요.',
  too_small: '사진이 너무 작아요. 가로세로 16픽셀은 되어야 해요.',

  class_name_empty: '클래스에는 이름이 있어야 해요. 예전 이름을 그대로 두었어요.',
  class_not_found: '이 클래스는 이제 프로젝트에 없어요.',
  photo_not_found: '이 사진은 이제 프로젝트에 없어요.',
  picture_not_found: '프로그램의 그림 하나가 이제 프로젝트에 없어요.',
  program_too_large:
    '프로그램이 너무 커요. 마지막에 바꾼 것만 저장되지 않았고, 그 전까지는 안전해요.',
  too_many_classes: '클래스는 {{max}}개까지 만들 수 있어요.',
  too_many_photos:
    '프로젝트 하나에 사진을 {{max}}장까지 담을 수 있어요. 있는 사진은 모두 안전해요. 사진을 지우거나 새 프로젝트에서 계속하세요.',
  square_outside: '사각형이 사진 밖으로 나갔어요. 예전 사각형을 그대로 두었어요.',
  condition_out_of_range: '{{min}}부터 {{max}}까지의 수를 골라 주세요.',
  not_ready_to_train: '학습할 사진이 아직 모자라요.',
  training_running: '지금 학습하고 있어요. 끝날 때까지 기다리거나 멈춰 주세요.',
  training_diverged: '학습하다가 수가 너무 커졌어요. 학습률을 더 작게 골라 주세요.',
  no_model: '아직 학습한 모델이 없어요. 먼저 모델을 학습해 주세요.',
  no_project: '열려 있는 프로젝트가 없어요.',

  project_not_found: '프로젝트를 찾지 못했어요.',
  project_newer:
    '더 새로운 눈치에서 만든 프로젝트예요. 파일은 그대로 두었어요. 눈치를 업데이트하면 열 수 있어요.',
  project_foreign: '눈치 프로젝트 파일이 아니에요. 파일은 그대로 두었어요.',
  project_damaged: '프로젝트 파일이 망가졌어요. 파일은 그대로 두었어요.',
  program_damaged:
    '이 프로젝트의 프로그램이 망가졌어요. 파일은 그대로 두었어요. 사진과 모델은 안전해요.',
  project_moved:
    '프로젝트 파일이 다른 곳으로 옮겨졌거나 없어졌어요. 화면에 보이는 것은 아직 여기 있어요. 복사본을 저장해 주세요.',
  project_too_large: '파일이 {{gigabytes}}GB보다 커서 열 수 없어요. 파일은 그대로 두었어요.',
  project_busy:
    '이 프로젝트는 다른 눈치 창에서 열려 있어요. 그 창을 닫거나 여기에서 여세요. 한 것은 모두 저장돼요.',
  disk_full: '저장 공간이 가득 찼어요. 지금까지 한 것은 안전해요. 공간을 비우고 다시 해 주세요.',
  read_only: '여기에는 저장할 수 없어요. 지금까지 한 것은 안전해요.',
  storage: '저장 공간을 읽거나 쓰지 못했어요. 저장된 것은 모두 안전해요. 다시 해 주세요.',

  backbone_damaged:
    '눈치의 일부가 망가져서 사진을 인식할 수 없어요. 사진은 안전해요. 눈치를 다시 설치해 주세요.',
  bad_request: '잘 안 됐어요. 지금까지 한 것은 안전해요.',
  internal: '눈치 안에서 문제가 생겼어요. 저장된 것은 모두 안전해요. 다시 해 주세요.',
} as const;
