import type { PictureOf } from '#shared/ipc/pictures'
import { initials } from '../../records/format'
import type { Cell } from './cells'
import { attributes, make, textIn } from './elements'

/** Where the page finds a picture; null for one that is not here. */
export type AddressOf = (picture: PictureOf) => string | null

/**
 * The round picture in front of a name, which it says nothing more than: initials, and over them the person's own picture.
 * That is loaded once the list rests, and taken away at once when the row is about somebody else.
 */
export class Portrait {
  readonly element = make('span', 'avatar')
  private readonly set = attributes(this.element)
  private readonly letters = textIn(this.element)
  private image: HTMLImageElement | null = null
  /** Whose picture belongs here. */
  private picture: PictureOf | null = null
  /** What the image was told to load for it. */
  private address: string | null = null

  constructor() {
    this.element.ariaHidden = 'true'
  }

  show({ letters, picture, cleared }: Extract<Cell, { kind: 'name' }>): void {
    this.letters(initials(letters))
    this.set('class', cleared ? 'avatar cleared' : 'avatar')
    if (picture?.id === this.picture?.id && picture?.file === this.picture?.file) return
    this.rest()
    this.picture = picture
  }

  /** Shows nobody's picture, and none that is still on its way. */
  rest(): void {
    this.picture = null
    this.address = null
    this.image?.remove()
  }

  showPicture(addressOf: AddressOf): void {
    const address = this.picture && addressOf(this.picture)
    if (!address || address === this.address) return
    this.address = address
    const image = (this.image ??= make('img', ''))
    image.alt = ''
    image.draggable = false
    // Not before it is there: the initials stand until then, and stay where it never comes.
    image.onload = () => {
      if (this.address === address) this.element.append(image)
    }
    image.src = address
  }
}
