export const train = {
  button: '모델 학습하기',
  again: '다시 학습하기',
  running: '학습하는 중…',
  stop: '학습 멈추기',
  stop_short: '멈추기',
  conditions: '학습 조건',

  status: {
    missing_classes_other: '학습하려면 클래스가 {{count}}개 더 필요해요.',
    no_photos: '사진을 먼저 넣어 주세요. 클래스마다 5장 이상 필요해요.',
    short_class_other: '{{name}}에 사진이 {{count}}장 더 필요해요.',
    short_classes_other:
      '{{name}}에 사진이 {{missing}}장 더 필요해요. 다른 클래스 {{count}}개도 사진이 모자라요.',
    ready: '모델을 학습시킬 수 있어요',
    starting: '준비하는 중…',
    waiting: '사진을 살펴보는 중, {{total}}장 가운데 {{done}}장',
    epoch: '{{epochs}}세대 가운데 {{epoch}}세대',
    refitting: '모든 사진으로 배우는 중…',
    stopping: '멈추는 중…',
    done: '학습을 완료했어요',
    data_changed: '사진이 바뀌었어요. 다시 학습하면 반영돼요.',
    conditions_changed: '학습 조건이 바뀌었어요. 다시 학습하면 반영돼요.',
  },

  missing: {
    title: '더 필요한 것',
    classes_other: '클래스 {{count}}개 더',
    photos_other: '{{count}}장 더',
  },

  field: {
    epochs: {
      name: '세대(에포크)',
      help: '모든 사진을 몇 번 되풀이해 배울지 정해요. 너무 적으면 덜 배우고, 너무 많으면 외워 버려요.',
    },
    batch_size: {
      name: '배치 크기',
      help: '사진 몇 장을 보고 나서 모델을 한 번 고칠지 정해요.',
    },
    learning_rate: {
      name: '학습률',
      help: '한 번에 얼마나 크게 고칠지 정해요. 크면 빠르지만 빗나가기 쉬워요.',
    },
    validation_ratio: {
      name: '검증 데이터 비율',
      help: '시험용으로 따로 남겨 둘 사진의 비율이에요. 0.25면 4장 중 1장이에요.',
    },
    explain: '{{name, josa(이/가)}} 뭐예요?',
    range: '{{min}} ~ {{max}}',
    reset: '처음 값({{value}})으로',
    not_a_number: '{{min}} ~ {{max}} 사이의 수를 넣어 주세요.',
    not_whole: '{{min}} ~ {{max}} 사이의 정수를 넣어 주세요.',
    out_of_range: '{{min}} ~ {{max}} 사이의 값을 넣어 주세요.',
  },
  refit: {
    name: '마지막에 모든 사진으로 배우기',
    help: '시험을 마친 다음, 시험용으로 남겨 둔 사진까지 모두 배워요.',
  },
  reset: '처음 값으로',

  accuracy: {
    title: '정확도',
    untested: '시험용 사진을 남기지 않아서 얼마나 맞히는지 아직 몰라요.',
    all_other: '시험용 사진 {{count}}장을 모두 맞혔어요',
    none_other: '시험용 사진 {{count}}장을 모두 틀렸어요',
    counted: '시험용 사진 {{total}}장 가운데 {{right}}장을 맞혔어요',
    of_ten: '10장 가운데 {{right}}장쯤 맞혀요',
  },

  chart: {
    label: '학습 과정 보기',
    accuracy: '차트',
    loss: '손실',
    table: '표',
    acc: '학습 정확도 (acc)',
    val_acc: '검증 정확도 (val_acc)',
    loss_line: '학습 손실 (loss)',
    val_loss: '검증 손실 (val_loss)',
    epoch: '세대',
    describe_acc: '세대별 정확도. 마지막 값: acc {{acc}}.',
    describe_acc_val: '세대별 정확도. 마지막 값: acc {{acc}}, val_acc {{val}}.',
    describe_loss: '세대별 손실. 마지막 값: loss {{loss}}.',
    describe_loss_val: '세대별 손실. 마지막 값: loss {{loss}}, val_loss {{val}}.',
  },
} as const;
