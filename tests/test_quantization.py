"""Kuantisasi buatan sendiri: batas galat, nol yang tetap nol, per kanal, dan dibanding PyTorch."""

import pytest
import torch

from course_lib.quantization import quantize_absmax, quantize_zero_point, relative_error


@pytest.fixture
def weights():
    return torch.randn(64, 48, generator=torch.Generator().manual_seed(0))


@pytest.mark.parametrize("bits", [2, 4, 8])
@pytest.mark.parametrize("axis", [None, 1])
def test_error_stays_below_the_scale(weights, bits, axis):
    small = quantize_absmax(weights, bits, axis)
    assert small.integers.abs().max() <= 2 ** (bits - 1) - 1
    assert ((small.restore() - weights).abs() <= small.scale / 2 + 1e-6).all()
    skewed = quantize_zero_point(weights + 2, bits, axis)
    assert skewed.integers.max() <= 2**bits - 1
    assert ((skewed.restore() - weights - 2).abs() <= skewed.scale + 1e-6).all()


def test_zero_survives_exactly(weights):
    weights[0, :5] = 0
    weights[1] = 0
    for small in (quantize_absmax(weights), quantize_absmax(weights, axis=1), quantize_zero_point(weights + 3)):
        assert torch.isfinite(small.restore()).all()
    assert (quantize_absmax(weights, axis=1).restore()[1] == 0).all()
    assert (quantize_zero_point(torch.tensor([3.0, 0.0, 5.0])).restore()[1] == 0).all()
    assert (quantize_zero_point(torch.zeros(4)).restore() == 0).all()


def test_same_values_as_pytorch(weights):
    small = quantize_zero_point(weights)
    theirs = torch.fake_quantize_per_tensor_affine(weights, small.scale.item(), int(small.zero), 0, 255)
    assert torch.allclose(theirs, small.restore(), atol=1e-5)


def test_one_outlier_ruins_one_scale_but_not_the_channels(weights):
    weights[3, 3] = 60
    rows = torch.arange(len(weights)) != 3
    whole = relative_error(weights[rows], quantize_absmax(weights).restore()[rows])
    channels = relative_error(weights[rows], quantize_absmax(weights, axis=1).restore()[rows])
    assert whole > 5 * channels


def test_relative_error_by_row():
    first = torch.tensor([[3.0, 4.0], [0.0, 0.0]])
    second = torch.tensor([[3.0, 3.0], [0.0, 0.0]])
    assert relative_error(first, second, axis=1).tolist() == pytest.approx([0.2, 0.0])
    with pytest.raises(ValueError, match="Bentuknya"):
        relative_error(first, second[0])


@pytest.mark.parametrize(
    ("values", "bits"),
    [(torch.ones(3), 1), (torch.ones(3), 16), (torch.ones(0), 8), (torch.arange(3), 8), ([1.0], 8),
     (torch.tensor([1.0, float("nan")]), 8), (torch.tensor([float("inf")]), 8)],
)  # fmt: skip
def test_wrong_inputs_are_told(values, bits):
    for method in (quantize_absmax, quantize_zero_point):
        with pytest.raises(ValueError, match="antara 2 dan 8|tidak kosong|NaN"):
            method(values, bits)
